import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ManualClock } from "test-tools/clock";
import { scriptedServer, type SeenRequest } from "../../../test/scripted-server.ts";
import { createGraphClient } from "../client.ts";

type Ailment = "fine" | "null" | "bare" | "aborted" | "busy" | "throttled" | "deleted" | "odd";

const ailments: readonly Ailment[] = [
  "fine",
  "null",
  "bare",
  "aborted",
  "busy",
  "throttled",
  "deleted",
  "odd",
];

/** How an item of a batch answers while it is ill; ills that pass are over after two askings. */
function itemAnswer(id: string, ailment: Ailment, timesAsked: number): unknown {
  const passes = timesAsked > 2;
  const failing = (code: number, error: object) => ({ code, body: JSON.stringify({ error }) });
  if (ailment === "deleted") return failing(400, { code: 100, error_subcode: 33, message: `Object ${id}` });
  if (ailment === "fine" || passes) return { code: 200, body: JSON.stringify({ id }) };
  if (ailment === "null") return null;
  if (ailment === "bare") return { error: { code: 2 } };
  if (ailment === "odd") return { code: 200, body: '{"id":' };
  if (ailment === "aborted") return failing(500, { code: 960, message: "Request aborted" });
  if (ailment === "throttled") return failing(400, { code: 80002, message: "too many calls" });
  return failing(500, { code: 1, message: "An unknown error occurred" });
}

function batchOf(request: SeenRequest): { id: string }[] {
  const items: { relative_url: string }[] = JSON.parse(request.form.get("batch") ?? "[]");
  return items.map(({ relative_url }) => ({ id: relative_url.split("?", 1)[0]?.split("/", 1)[0] ?? "" }));
}

const refusesBatches = {
  status: 400,
  body: { error: { code: 100, type: "IGApiException", message: "Unsupported request - method type: post" } },
};

async function reader(answer: Parameters<typeof scriptedServer>[0], accessToken = "EAAsecret1234") {
  const { url, requests } = await scriptedServer(answer);
  const graph = createGraphClient({ accessToken, baseUrl: url, clock: new ManualClock(), random: () => 0.5 });
  const read = (ids: readonly string[]) =>
    graph.readMany({
      requests: ids.map((id) => ({ id, edge: "insights", params: { metric: ["reach"] } })),
      budget: { type: "instagram", id: "1" },
    });
  return { read, requests };
}

describe("many requests on a host that takes batches", () => {
  test("are each answered exactly once and in order, whatever fails in between", async () => {
    const world = fc.array(fc.constantFrom(...ailments), { minLength: 1, maxLength: 130 });
    await fc.assert(
      fc.asyncProperty(world, async (ills) => {
        const ids = ills.map((_, index) => String(1000 + index));
        const asked = new Map<string, number>();
        const { read, requests } = await reader((request) => {
          const body = batchOf(request).map(({ id }) => {
            asked.set(id, (asked.get(id) ?? 0) + 1);
            return itemAnswer(id, ills[Number(id) - 1000] ?? "fine", asked.get(id) ?? 0);
          });
          return { body };
        });
        const outcomes = await read(ids);
        expect(outcomes).toHaveLength(ids.length);
        for (const [index, outcome] of outcomes.entries()) {
          if (ills[index] === "deleted")
            expect(outcome).toMatchObject({ ok: false, error: { kind: "not-found" } });
          else expect(outcome).toEqual({ ok: true, body: { id: ids[index] } });
        }
        for (const [index, ill] of ills.entries()) {
          expect(asked.get(String(1000 + index))).toBe(ill === "fine" || ill === "deleted" ? 1 : 3);
        }
        for (const request of requests) expect(batchOf(request).length).toBeLessThanOrEqual(50);
      }),
      { numRuns: 25 },
    );
  });

  test("ask again only for the items that failed", async () => {
    let round = 0;
    const { read, requests } = await reader((request) => {
      round += 1;
      return {
        body: batchOf(request).map(({ id }, index) =>
          itemAnswer(id, round === 1 && index % 5 === 0 ? "null" : "fine", 1),
        ),
      };
    });
    const outcomes = await read(Array.from({ length: 20 }, (_, index) => String(index)));
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(requests.map((request) => batchOf(request).map(({ id }) => id))).toEqual([
      Array.from({ length: 20 }, (_, index) => String(index)),
      ["0", "5", "10", "15"],
    ]);
  });

  test("are split when the batch as a whole is too heavy", async () => {
    const { read } = await reader((request) => {
      const items = batchOf(request);
      if (items.length > 7)
        return { status: 500, body: { error: { code: 1, message: "Please reduce the amount of data" } } };
      return { body: items.map(({ id }) => itemAnswer(id, "fine", 1)) };
    });
    const ids = Array.from({ length: 50 }, (_, index) => String(index));
    expect(await read(ids)).toEqual(ids.map((id) => ({ ok: true, body: { id } })));
  });

  test("are split when no answer to the whole comes in time", async () => {
    const { url, requests } = await scriptedServer((request) => {
      const items = batchOf(request);
      return items.length > 12 ? { hang: true } : { body: items.map(({ id }) => itemAnswer(id, "fine", 1)) };
    });
    const graph = createGraphClient({
      accessToken: "EAAsecret1234",
      baseUrl: url,
      requestTimeoutMs: 400,
      clock: new ManualClock(),
    });
    const ids = Array.from({ length: 24 }, (_, index) => String(index));
    const outcomes = await graph.readMany({ requests: ids.map((id) => ({ id, params: {} })), budget: "app" });
    expect(outcomes).toEqual(ids.map((id) => ({ ok: true, body: { id } })));
    expect(requests.map((request) => batchOf(request).length)).toEqual([24, 12, 12]);
  });

  test("are given up together when nothing is answered any more", async () => {
    const { url, requests } = await scriptedServer(() => ({ hang: true }));
    const graph = createGraphClient({
      accessToken: "EAAsecret1234",
      baseUrl: url,
      requestTimeoutMs: 5,
      clock: new ManualClock(),
    });
    const ids = Array.from({ length: 50 }, (_, index) => String(index));
    const outcomes = await graph.readMany({ requests: ids.map((id) => ({ id, params: {} })), budget: "app" });
    expect(outcomes).toHaveLength(50);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ error: { reason: "no-answer" } });
    // Six halvings down to one request, and its seven tries.
    expect(requests.length).toBeLessThanOrEqual(6 + 7);
  });

  test("give up within the allowed wait when every item is refused by quota", async () => {
    const { url, requests } = await scriptedServer((request) => ({
      body: batchOf(request).map(({ id }) => itemAnswer(id, "throttled", 1)),
    }));
    const clock = new ManualClock();
    const graph = createGraphClient({ accessToken: "EAAsecret1234", baseUrl: url, clock, random: () => 0.5 });
    const startedAt = clock.now();
    const outcomes = await graph.readMany({
      requests: [
        { id: "1", params: {} },
        { id: "2", params: {} },
      ],
      budget: { type: "instagram", id: "1" },
    });
    expect(outcomes.map((outcome) => outcome.ok || outcome.error.kind)).toEqual([
      "quota-exhausted",
      "quota-exhausted",
    ]);
    expect(clock.now() - startedAt).toBeLessThanOrEqual(60 * 60_000);
    expect(requests.length).toBeLessThan(12);
  });

  test("can be read after a first read was stopped", async () => {
    const { url } = await scriptedServer((request) => ({
      body: batchOf(request).map(({ id }) => itemAnswer(id, "fine", 1)),
    }));
    const graph = createGraphClient({ accessToken: "EAAsecret1234", baseUrl: url });
    const many = { requests: [{ id: "1", params: {} }], budget: "app" as const };
    await expect(graph.readMany({ ...many, signal: AbortSignal.abort(new Error("stop")) })).rejects.toThrow(
      "stop",
    );
    expect(await graph.readMany(many)).toEqual([{ ok: true, body: { id: "1" } }]);
  });

  test("go on although another read was stopped while this one waited for what its batch would show", async () => {
    const { url } = await scriptedServer((request) => ({
      body: batchOf(request).map(({ id }) => itemAnswer(id, "fine", 1)),
    }));
    const graph = createGraphClient({ accessToken: "EAAsecret1234", baseUrl: url });
    const stop = new AbortController();
    const read = (id: string, signal?: AbortSignal) =>
      graph.readMany({ requests: [{ id, params: {} }], budget: "app", signal });
    const stopped = read("1", stop.signal);
    const others = [read("2"), read("3")];
    stop.abort(new Error("stop"));
    await expect(stopped).rejects.toThrow("stop");
    expect(await Promise.all(others)).toEqual(["2", "3"].map((id) => [{ ok: true, body: { id } }]));
  });

  test("are named by their ids where one batch is refused as a whole, and batched again after that", async () => {
    let batches = 0;
    const { read, requests } = await reader((request) => {
      if (request.method === "GET")
        return {
          body: Object.fromEntries((request.query.get("ids") ?? "").split(",").map((id) => [id, {}])),
        };
      batches += 1;
      if (batches === 2) return { status: 400, body: { error: { code: 100, message: "Odd" } } };
      return { body: batchOf(request).map(({ id }) => itemAnswer(id, "fine", 1)) };
    });
    for (let round = 0; round < 3; round += 1)
      expect((await read(["7", "8"])).every(({ ok }) => ok)).toBe(true);
    expect(requests.map(({ method }) => method)).toEqual(["POST", "POST", "GET", "POST"]);
  });

  test("keep the answers that came when the quota ends in the middle", async () => {
    const { url } = await scriptedServer((request) => ({
      body: batchOf(request).map(({ id }) => itemAnswer(id, Number(id) < 3 ? "fine" : "throttled", 1)),
    }));
    const graph = createGraphClient({ accessToken: "EAAsecret1234", baseUrl: url, maxQuotaWaitMs: 0 });
    const outcomes = await graph.readMany({
      requests: Array.from({ length: 6 }, (_, index) => ({ id: String(index), params: {} })),
      budget: { type: "instagram", id: "1" },
    });
    expect(outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.error.kind))).toEqual([
      "ok",
      "ok",
      "ok",
      "quota-exhausted",
      "quota-exhausted",
      "quota-exhausted",
    ]);
  });

  test("report the usage that stands inside the items", async () => {
    const usage = JSON.stringify({
      "1": [{ type: "instagram", call_count: 97, total_cputime: 1, total_time: 1 }],
    });
    const headers = [{ name: "X-Business-Use-Case-Usage", value: usage }];
    const { url } = await scriptedServer(() => ({ body: [{ code: 200, headers, body: "{}" }] }));
    const percents: number[] = [];
    const graph = createGraphClient({
      accessToken: "EAAsecret1234",
      baseUrl: url,
      observer: { onUsage: ({ percent }) => percents.push(percent) },
    });
    await graph.readMany({ requests: [{ id: "5", params: {} }], budget: { type: "instagram", id: "1" } });
    expect(percents).toEqual([97]);
  });
});

describe("many requests on a host that refuses batches", () => {
  /** All or nothing, as `ids=` is. */
  const idsAnswer = (bad: ReadonlySet<string>) => (request: SeenRequest) => {
    if (request.method === "POST") return refusesBatches;
    const error = { code: 100, error_subcode: 2108006, message: "Invalid parameter" };
    const ids = request.query.get("ids")?.split(",") ?? [request.path.split("/")[2] ?? ""];
    if (ids.some((id) => bad.has(id))) return { status: 400, body: { error } };
    const isSingle = !request.query.has("ids");
    return { body: isSingle ? { id: ids[0] } : Object.fromEntries(ids.map((id) => [id, { id }])) };
  };

  test("try a batch once, then name many ids in one request", async () => {
    const { read, requests } = await reader(idsAnswer(new Set()), "IGAAsecret1234");
    const ids = Array.from({ length: 120 }, (_, index) => String(100 + index));
    expect(await read(ids)).toEqual(ids.map((id) => ({ ok: true, body: { id } })));
    await read(ids.slice(0, 50));
    expect(requests.map(({ method }) => method)).toEqual(["POST", "GET", "GET", "GET", "GET"]);
    expect(requests[1]?.path).toBe("/v25.0/insights");
  });

  test("find out although their first batch only failed in passing", async () => {
    let batches = 0;
    const { url, requests } = await scriptedServer((request) => {
      if (request.method === "POST") batches += 1;
      if (request.method === "POST" && batches === 1)
        return { status: 500, body: { error: { code: 2, message: "Service temporarily unavailable" } } };
      return idsAnswer(new Set())(request);
    });
    const graph = createGraphClient({
      accessToken: "IGAAsecret1234",
      baseUrl: url,
      clock: new ManualClock(),
      retryPolicy: { maxRetries: 0 },
    });
    const read = () =>
      graph.readMany({ requests: ["7", "8"].map((id) => ({ id, params: {} })), budget: "app" });
    expect(await read()).toMatchObject([{ error: { kind: "transient" } }, { error: { kind: "transient" } }]);
    for (let again = 0; again < 2; again += 1)
      expect(await read()).toEqual(["7", "8"].map((id) => ({ ok: true, body: { id } })));
    expect(requests.map(({ method }) => method)).toEqual(["POST", "POST", "GET", "GET"]);
  });

  test("understand other words for the refusal: none of them can be about an item", async () => {
    const { read, requests } = await reader((request) =>
      request.method === "POST"
        ? {
            status: 400,
            body: { error: { code: 100, error_subcode: 33, message: "Unsupported post request" } },
          }
        : idsAnswer(new Set())(request),
    );
    expect(await read(["7", "8"])).toEqual(["7", "8"].map((id) => ({ ok: true, body: { id } })));
    expect(requests.map(({ method }) => method)).toEqual(["POST", "GET"]);
  });

  test("are not split for a permission, which they all lack", async () => {
    const { read, requests } = await reader((request) =>
      request.method === "POST"
        ? refusesBatches
        : { status: 403, body: { error: { code: 10, message: "(#10) No" } } },
    );
    const outcomes = await read(Array.from({ length: 100 }, (_, index) => String(index)));
    expect(outcomes.every((outcome) => !outcome.ok && outcome.error.kind === "permission")).toBe(true);
    // A batch, and for each half all of it, its first and its last.
    expect(requests).toHaveLength(1 + 2 * 3);
  });

  test("lose only the one that a permission is lacking for", async () => {
    const { read } = await reader((request) => {
      const ids = request.query.get("ids")?.split(",") ?? [request.path.split("/")[2] ?? ""];
      if (request.method === "POST") return refusesBatches;
      if (ids.includes("100")) return { status: 403, body: { error: { code: 10, message: "(#10) No" } } };
      return {
        body: request.query.has("ids") ? Object.fromEntries(ids.map((id) => [id, { id }])) : { id: ids[0] },
      };
    }, "IGAAsecret1234");
    const ids = Array.from({ length: 50 }, (_, index) => String(100 + index));
    const outcomes = await read(ids);
    expect(outcomes[0]).toMatchObject({ ok: false, error: { kind: "permission" } });
    expect(outcomes.slice(1)).toEqual(ids.slice(1).map((id) => ({ ok: true, body: { id } })));
  });

  test("lose nothing to the bad ones among them", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0, max: 89 }), { maxLength: 90 }),
        async (badIndices) => {
          const ids = Array.from({ length: 90 }, (_, index) => String(100 + index));
          const bad = new Set(badIndices.map((index) => String(100 + index)));
          const { read } = await reader(idsAnswer(bad), "IGAAsecret1234");
          const outcomes = await read(ids);
          for (const [index, id] of ids.entries()) {
            if (bad.has(id))
              expect(outcomes[index]).toMatchObject({ ok: false, error: { kind: "no-insights" } });
            else expect(outcomes[index]).toEqual({ ok: true, body: { id } });
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test("find one bad id among fifty with 15 more requests, not 50", async () => {
    const { read, requests } = await reader(idsAnswer(new Set(["117"])), "IGAAsecret1234");
    await read(Array.from({ length: 50 }, (_, index) => String(100 + index)));
    expect(requests).toHaveLength(1 + 1 + 7 + 8);
  });
});
