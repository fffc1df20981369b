import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ManualClock } from "test-tools/clock";
import { scriptedServer, type SeenRequest } from "../../../test/scripted-server.ts";
import { createGraphClient } from "../client.ts";
import type { NodeOutcome, NodeRequest } from "./node-request.ts";

const day = 86_400;

interface Asked {
  id: string;
  metric: string;
  until: number | undefined;
}

function askedIn(url: string): Asked {
  const { pathname, searchParams } = new URL(url, "http://localhost/v25.0/");
  const until = searchParams.get("until");
  return {
    id: pathname.split("/")[2] ?? "",
    metric: searchParams.get("metric") ?? "",
    until: until === null ? undefined : Number(until),
  };
}

/** What a request is really about, told in a figure that no check looks at. */
function truthOf({ id, metric, until = 0 }: Asked): string {
  return `${id} ${metric} ${until}`;
}

/** `says`: ids in entries, links, or nothing of what it is about. */
function bodyOf(asked: Asked, says: "ids" | "links" | "nothing"): object {
  const { id, metric, until } = asked;
  const entry = {
    name: metric,
    values: [{ value: truthOf(asked) }],
    id: says === "ids" ? `${id}/insights/${metric}/day` : "x",
  };
  const next = `https://graph.facebook.com/v25.0/${id}/insights?metric=${metric}&since=${(until ?? 0) + 1}`;
  return says === "links" ? { data: [entry], paging: { next } } : { data: [entry] };
}

async function answersTo(
  requests: readonly NodeRequest[],
  spoil: (items: unknown[]) => unknown[],
  says: Parameters<typeof bodyOf>[1],
): Promise<{ outcomes: NodeOutcome[]; asked: SeenRequest[] }> {
  const { url, requests: seen } = await scriptedServer((request) => {
    if (request.method === "GET") return { body: bodyOf(askedIn(`${request.path}?${request.query}`), says) };
    const items: { relative_url: string }[] = JSON.parse(request.form.get("batch") ?? "[]");
    const answers = items.map(({ relative_url: relative }) => ({
      code: 200,
      body: JSON.stringify(bodyOf(askedIn(relative), says)),
    }));
    return { body: spoil(answers) };
  });
  const graph = createGraphClient({
    accessToken: "EAAtest",
    baseUrl: url,
    clock: new ManualClock(),
    retryPolicy: { maxRetries: 2 },
  });
  return { outcomes: await graph.readMany({ requests, budget: "app" }), asked: seen };
}

function figureOf(outcome: NodeOutcome | undefined): unknown {
  return outcome?.ok ? JSON.parse(JSON.stringify(outcome.body)).data?.[0]?.values?.[0]?.value : undefined;
}

function requestOf(asked: Asked): NodeRequest {
  const { id, metric, until } = asked;
  return { id, edge: "insights", params: { metric: [metric], until } };
}

const anyWindow = fc.record({
  id: fc.integer({ min: 1, max: 6 }).map((n) => `1800${n}`),
  metric: fc.constantFrom("reach", "views"),
  until: fc.integer({ min: 1, max: 4 }).map((n) => n * day),
});

/** Everything that a batch may do to its items, but for saying nothing about them. */
const anySpoiling = fc.oneof(
  fc.constant((items: unknown[]) => items.toReversed()),
  fc.constant((items: unknown[]) => [null, ...items]),
  fc.constant((items: unknown[]) => (items.length > 1 ? items.slice(1) : items)),
  fc.constant((items: unknown[]) => items.slice(0, Math.ceil(items.length / 2))),
  fc.constant((items: unknown[]) => [...items, ...items.slice(0, 1)]),
  fc.constant((items: unknown[]) => [...items.slice(1), ...items.slice(0, 1)]),
  fc.nat(1000).map((seed) => (items: unknown[]) => {
    const order = items.map((item, index) => ({ item, key: ((index + 1) * (seed + 7919)) % 1009 }));
    return order.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
  }),
);

describe("a batch answered in another order, or with too many or too few items", () => {
  test("never gives one post the figures of another, where answers say which they are of", async () => {
    const media = fc.uniqueArray(
      fc.integer({ min: 1, max: 60 }).map((n) => ({ id: `1800${n}`, metric: "reach", until: undefined })),
      { minLength: 1, maxLength: 30, selector: ({ id }) => id },
    );
    await fc.assert(
      fc.asyncProperty(media, anySpoiling, async (asked, spoil) => {
        const { outcomes } = await answersTo(asked.map(requestOf), spoil, "ids");
        expect(outcomes.map(figureOf)).toEqual(asked.map(truthOf));
      }),
      { numRuns: 60 },
    );
  });

  test("never gives one day the figures of another, where answers link to the next", async () => {
    const windows = fc.uniqueArray(anyWindow, { minLength: 1, maxLength: 20, selector: truthOf });
    await fc.assert(
      fc.asyncProperty(windows, anySpoiling, async (asked, spoil) => {
        const { outcomes } = await answersTo(asked.map(requestOf), spoil, "links");
        expect(outcomes.map(figureOf)).toEqual(asked.map(truthOf));
      }),
      { numRuns: 60 },
    );
  });

  test("is asked one by one where nothing says what the answers are of, and some are missing", async () => {
    const asked = [1, 2, 3].map((n) => ({ id: `1800${n}`, metric: "reach", until: undefined }));
    const { outcomes, asked: requests } = await answersTo(
      asked.map(requestOf),
      (items) => items.slice(1),
      "nothing",
    );
    expect(outcomes.map(figureOf)).toEqual(asked.map(truthOf));
    expect(requests.map(({ method }) => method)).toEqual(["POST", "GET", "GET", "GET"]);
  });

  test("is believed as it is where it is whole and nothing speaks against it", async () => {
    const asked = [1, 2, 3].map((n) => ({ id: `1800${n}`, metric: "reach", until: n * day }));
    for (const says of ["ids", "links", "nothing"] as const) {
      const { outcomes, asked: requests } = await answersTo(asked.map(requestOf), (items) => items, says);
      expect(outcomes.map(figureOf)).toEqual(asked.map(truthOf));
      expect(requests).toHaveLength(1);
    }
  });

  test("does not take the API for a liar that rounds every window in its links", async () => {
    const asked = [1, 2, 3].map((n) => ({ id: "18001", metric: "reach", until: n * day }));
    const later = (items: unknown[]) =>
      items.map((_, index) => {
        const body = bodyOf({ id: "18001", metric: "reach", until: (index + 2) * day }, "links");
        return { code: 200, body: JSON.stringify(body) };
      });
    const { asked: requests } = await answersTo(asked.map(requestOf), later, "links");
    expect(requests).toHaveLength(1);
  });
});

test("an answer about another node is no answer, also when it was asked for alone", async () => {
  const { url, requests } = await scriptedServer((request) => {
    const body = bodyOf({ id: "999", metric: "reach", until: undefined }, "ids");
    return { body: request.method === "GET" ? body : [{ code: 200, body: JSON.stringify(body) }] };
  });
  const graph = createGraphClient({ accessToken: "EAAtest", baseUrl: url, clock: new ManualClock() });
  const one = requestOf({ id: "18001", metric: "reach", until: undefined });
  expect(await graph.readMany({ requests: [one], budget: "app" })).toMatchObject([
    { ok: false, error: { kind: "transient", reason: "misplaced" } },
  ]);
  expect(requests).toHaveLength(2);
});

test("the figures of an account count under either of the ids that it has with Instagram Login", async () => {
  const { url } = await scriptedServer(() => ({
    body: [
      { code: 200, body: JSON.stringify(bodyOf({ id: "999", metric: "reach", until: undefined }, "ids")) },
    ],
  }));
  const graph = createGraphClient({ accessToken: "IGAAtest", baseUrl: url });
  const requests = [requestOf({ id: "17841", metric: "reach", until: undefined })];
  const budget = { type: "instagram", id: "17841" };
  expect(await graph.readMany({ requests, budget })).toMatchObject([{ ok: true }]);
});

test("an id that could mean another path is refused for itself, and never sent", async () => {
  const { url, requests } = await scriptedServer((request) => ({
    body: JSON.parse(request.form.get("batch") ?? "[]").map(() => ({ code: 200, body: "{}" })),
  }));
  const graph = createGraphClient({ accessToken: "EAAtest", baseUrl: url });
  const ids = ["../me", "18001", "1?fields=id", "1#", "me", "18002/media", "", "..", "18002"];
  const outcomes = await graph.readMany({
    requests: ids.map((id) => ({ id, edge: "insights", params: {} })),
    budget: "app",
  });
  expect(outcomes.map((outcome) => outcome.ok || outcome.error.reason)).toEqual(
    ids.map((id) => (id === "18001" || id === "18002" ? true : "wrong-path")),
  );
  expect(requests).toHaveLength(1);
  expect(String(requests[0]?.form.get("batch"))).not.toMatch(/\.\.|fields|#/);
});

test.each(
  ["../oauth/access_token", "1/../me", "1?fields=id", "1#", "1/media", "./me", ".", ".."].flatMap((bent) => [
    { node: bent },
    { node: bent, edge: "media" },
    { node: "1", edge: bent },
  ]),
)("a path that does not mean what it reads is not sent: %s", async (path) => {
  const { url, requests } = await scriptedServer(() => ({ body: {} }));
  const graph = createGraphClient({ accessToken: "EAAtest", baseUrl: url });
  await expect(graph.get(path)).rejects.toMatchObject({ kind: "misuse", reason: "wrong-path" });
  expect(requests).toEqual([]);
});

test("the token of a batch is also in its form, with the proof of the secret; both stay out of the address", async () => {
  const { url, requests } = await scriptedServer(() => ({ body: [{ code: 200, body: "{}" }] }));
  const graph = createGraphClient({ accessToken: "EAAtest", baseUrl: url, appSecret: "s3cret" });
  await graph.readMany({ requests: [{ id: "1", params: {} }], budget: "app" });
  const [request] = requests;
  expect(request?.form.get("access_token")).toBe("EAAtest");
  expect(request?.form.get("appsecret_proof")).toMatch(/^[0-9a-f]{64}$/);
  expect(request?.headers.authorization).toBe("Bearer EAAtest");
  expect(String(request?.query)).toBe("");
});
