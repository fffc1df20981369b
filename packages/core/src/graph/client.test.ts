import { describe, expect, test } from "vitest";
import { ManualClock } from "test-tools/clock";
import { scriptedServer, type ScriptedAnswer } from "../../test/scripted-server.ts";
import { appSecretProof } from "./http/appsecret-proof.ts";
import { createGraphClient, type GraphClientOptions } from "./client.ts";
import { MisuseError, QuotaExhaustedError, TransientError } from "./errors/errors.ts";

const accessToken = "EAAsecretTokenValue42";
const busy: ScriptedAnswer = {
  status: 500,
  body: { error: { code: 1, message: "An unknown error occurred" } },
};
const badGateway: ScriptedAnswer = { status: 502, body: "<html>Bad gateway</html>" };
const fine: ScriptedAnswer = { body: { id: "17841400000000001", username: "kaffe" } };
const tooHeavy: ScriptedAnswer = {
  status: 500,
  body: { error: { code: 1, message: "Please reduce the amount of data you're asking for" } },
};
const throttled: ScriptedAnswer = {
  status: 400,
  body: { error: { code: 80002, message: "(#80002) There have been too many calls" } },
};

function page(ids: number[], after?: string): ScriptedAnswer {
  const data = ids.map((id) => ({ id: String(id) }));
  if (after === undefined) return { body: { data, paging: { cursors: { before: "B", after: "LAST" } } } };
  const next = `https://graph.facebook.com/v26.0/1/media?access_token=${accessToken}&limit=25&after=${after}`;
  return { body: { data, paging: { cursors: { before: "B", after }, next } } };
}

async function clientFor(
  script: Parameters<typeof scriptedServer>[0],
  options: Partial<GraphClientOptions> = {},
) {
  const clock = new ManualClock();
  const server = await scriptedServer(script, () => clock.now());
  const graph = createGraphClient({ accessToken, baseUrl: server.url, clock, random: () => 0.5, ...options });
  return { graph, clock, requests: server.requests };
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

describe("a request", () => {
  test("carries the token in its header and nowhere in its address", async () => {
    const { graph, requests } = await clientFor([fine]);
    await graph.get({ node: "17841400000000001", params: { fields: ["id", "username"] } });
    const [request] = requests;
    expect(request?.headers.authorization).toBe(`Bearer ${accessToken}`);
    expect(request?.path).toBe("/v25.0/17841400000000001");
    expect(String(request?.query)).toBe("fields=id%2Cusername");
  });

  test("carries a proof of the app's secret when there is one", async () => {
    const { graph, requests } = await clientFor([fine, { body: [{ code: 200, body: "{}" }] }], {
      appSecret: "shh",
    });
    await graph.get({ node: "me" });
    await graph.readMany({ requests: [{ id: "1", params: {} }], budget: "app" });
    const proof = await appSecretProof(accessToken, "shh");
    expect(requests[0]?.query.get("appsecret_proof")).toBe(proof);
    expect(requests[1]?.form.get("appsecret_proof")).toBe(proof);
  });

  test("goes to the host its token belongs to, at the version asked for", () => {
    expect(createGraphClient({ accessToken }).host).toBe("facebook");
    expect(createGraphClient({ accessToken: "IGAAsomething" }).host).toBe("instagram");
    expect(createGraphClient({ accessToken, host: "instagram" }).host).toBe("instagram");
  });
});

describe("what fails in passing", () => {
  test("is tried again after growing, jittered delays, until it works", async () => {
    const { graph, clock, requests } = await clientFor([busy, badGateway, { destroy: "midway" }, fine]);
    await expect(graph.get({ node: "1" })).resolves.toEqual(fine.body);
    expect(clock.sleeps).toEqual([250, 500, 1000]);
    const [first = 0, ...others] = requests.map(({ atMs }) => atMs);
    expect(others.map((atMs) => atMs - first)).toEqual([250, 750, 1750]);
  });

  test.each(["before", "midway"] as const)(
    "includes a connection that breaks %s the answer",
    async (destroy) => {
      const { graph } = await clientFor([{ destroy }, fine]);
      await expect(graph.get({ node: "1" })).resolves.toEqual(fine.body);
    },
  );

  test("ends in an error once the retries are used up", async () => {
    const { graph, requests } = await clientFor(() => busy, { retryPolicy: { maxRetries: 2 } });
    await expect(graph.get({ node: "1" })).rejects.toBeInstanceOf(TransientError);
    expect(requests).toHaveLength(3);
  });

  test("includes an answer that never comes", async () => {
    let asked = 0;
    const { graph } = await clientFor(
      () => {
        asked += 1;
        return asked === 1 ? { hang: true } : fine;
      },
      { requestTimeoutMs: 40 },
    );
    await expect(graph.get({ node: "1" })).resolves.toEqual(fine.body);
  });

  test("is not an answer in time, however long the time allowed", async () => {
    const { graph } = await clientFor([fine], { requestTimeoutMs: 1e12, retryPolicy: { maxRetries: 0 } });
    await expect(graph.get({ node: "1" })).resolves.toEqual(fine.body);
  });

  test("is not what a wrong request is", async () => {
    const { graph, requests } = await clientFor(() => ({
      status: 400,
      body: { error: { code: 100, message: "Bad" } },
    }));
    await expect(graph.get({ node: "1" })).rejects.toBeInstanceOf(MisuseError);
    expect(requests).toHaveLength(1);
  });

  test("leaves a caller who stops at once, in the middle of a wait", async () => {
    const stop = new AbortController();
    const reason = new Error("enough");
    const { url } = await scriptedServer(() => busy);
    const graph = createGraphClient({
      accessToken,
      baseUrl: url,
      observer: { onRetry: () => stop.abort(reason) },
    });
    await expect(graph.get({ node: "1", signal: stop.signal })).rejects.toBe(reason);
  });
});

describe("a refusal by quota", () => {
  test("waits minutes and asks again, without using up retries", async () => {
    const { graph, clock } = await clientFor([throttled, throttled, fine], {
      retryPolicy: { maxRetries: 0 },
    });
    await expect(graph.get({ node: "1" })).resolves.toEqual(fine.body);
    expect(clock.sleeps).toEqual([45_000, 90_000]);
  });

  test("waits as long as the answer says", async () => {
    const { graph, clock } = await clientFor([{ ...throttled, headers: { "retry-after": "90" } }, fine]);
    await graph.get({ node: "1" });
    expect(clock.sleeps).toEqual([90_000]);
  });

  test("waits minutes where the answer says to come back at once, and gives up in the end", async () => {
    const atOnce = { status: 429, headers: { "retry-after": "0" }, body: "Too many requests" };
    const patient = await clientFor([atOnce, atOnce, fine]);
    await expect(patient.graph.get({ node: "1" })).resolves.toEqual(fine.body);
    expect(patient.clock.sleeps).toEqual([45_000, 90_000]);
    const impatient = await clientFor([atOnce], { maxQuotaWaitMs: 0 });
    await expect(impatient.graph.get({ node: "1" })).rejects.toBeInstanceOf(QuotaExhaustedError);
  });

  test("reports usage as the API tells it", async () => {
    const usages: unknown[] = [];
    const headers = { "x-app-usage": '{"call_count":28,"total_time":25,"total_cputime":25}' };
    const { graph } = await clientFor([{ ...fine, headers }], {
      observer: { onUsage: (usage) => usages.push(usage) },
    });
    await graph.get({ node: "1" });
    expect(usages).toEqual([{ budget: "app", percent: 28, regainAccessMs: 0 }]);
  });
});

describe("requests that wait for their turn", () => {
  test("are not sent after others were refused by quota", async () => {
    const { graph, requests } = await clientFor(() => throttled, { concurrency: 2, maxQuotaWaitMs: 0 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, id) => graph.get({ node: String(id) })),
    );
    expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
    expect(requests.length).toBeLessThanOrEqual(2);
  });
});

describe("pages", () => {
  const read = (graph: ReturnType<typeof createGraphClient>, pageSize = 100) =>
    collect(graph.pages({ node: "1", edge: "media", params: { fields: "id" }, budget: "app", pageSize }));

  test("go on while there is a next one, through short and empty ones, at the version asked for", async () => {
    const { graph, requests } = await clientFor([page([1, 2], "c1"), page([], "c2"), page([3])]);
    expect((await read(graph)).flat().map(({ id }) => id)).toEqual(["1", "2", "3"]);
    expect(requests.map(({ path, query }) => [path, query.get("after"), query.get("limit")])).toEqual([
      ["/v25.0/1/media", null, "100"],
      ["/v25.0/1/media", "c1", "100"],
      ["/v25.0/1/media", "c2", "100"],
    ]);
    expect(requests.some(({ query }) => query.has("access_token"))).toBe(false);
  });

  test("follow a next link that has no cursors", async () => {
    const next = `https://graph.facebook.com/v25.0/1/media?access_token=${accessToken}&limit=25&until=1700000000&__paging_token=p`;
    const { graph, requests } = await clientFor([{ body: { data: [], paging: { next } } }, page([1])]);
    await read(graph);
    expect(String(requests[1]?.query)).toBe("fields=id&until=1700000000&__paging_token=p&limit=100");
  });

  test.each([1, 2, 7])("end with an error when the cursors go in a circle of %i", async (length) => {
    let asked = 0;
    const { graph, requests } = await clientFor(() => {
      asked += 1;
      return page([asked], `c${asked % length}`);
    });
    await expect(read(graph)).rejects.toMatchObject({ kind: "transient", reason: "repeated-cursor" });
    expect(requests.length).toBeLessThan(4 * length + 4);
  });

  test("are halved while the API finds them too heavy, and grow back carefully", async () => {
    const limits: number[] = [];
    let asked = 0;
    const { graph } = await clientFor((request) => {
      const limit = Number(request.query.get("limit"));
      limits.push(limit);
      asked += 1;
      if (asked <= 12 && limit > 30) return tooHeavy;
      return asked < 16 ? page([asked], `c${asked}`) : page([asked]);
    });
    await read(graph);
    expect(limits).toEqual([100, 50, 25, 25, 25, 25, 25, 50, 25, 25, 25, 25, 25, 50, 50, 50]);
  });

  test("are halved as well when no answer comes in time, until it is not for their size", async () => {
    const limits: number[] = [];
    const { graph } = await clientFor(
      (request) => {
        limits.push(Number(request.query.get("limit")));
        return limits.length <= 2 ? { hang: true } : page([1]);
      },
      { requestTimeoutMs: 200 },
    );
    await read(graph, 20);
    const [first, ...others] = limits;
    expect(first).toBe(20);
    expect(others.length).toBeGreaterThanOrEqual(2);
    expect(new Set(others)).toEqual(new Set([10]));
  });

  test("end with an error when even one node is too heavy, and stays so", async () => {
    const { graph, requests } = await clientFor(() => tooHeavy);
    await expect(read(graph, 4)).rejects.toMatchObject({ kind: "too-much-data" });
    const retries = Array.from({ length: 6 }, () => "1");
    expect(requests.map(({ query }) => query.get("limit"))).toEqual(["4", "2", "1", ...retries]);
  });
});

test("what fails in a short outage is asked again when the API answers", async () => {
  let asked = 0;
  const { graph, requests } = await clientFor(() => ((asked += 1) <= 16 ? busy : fine), { concurrency: 4 });
  const answers = Array.from({ length: 30 }, (_, id) => graph.get({ node: String(id) }));
  for (const answer of await Promise.allSettled(answers)) expect(answer.status).toBe("fulfilled");
  expect(requests.length).toBeLessThanOrEqual(30 + 16);
});
