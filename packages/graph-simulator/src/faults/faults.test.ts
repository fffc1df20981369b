import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { at, dataOf, dig, openSession, type Session } from "../../test/session.ts";
import type { FaultMatch } from "./fault-match.ts";
import type { FaultAnswer } from "./fault-rule.ts";

let session: Session;
let id: string;
let media: readonly string[];

beforeEach(async () => {
  session = await openSession({ world: "tiny" });
  const account = at(session.simulator.world.accounts, 0);
  id = account.id;
  media = account.ids.media;
});
afterEach(() => session.close());

const add = (answer: FaultAnswer, match: FaultMatch = {}): void =>
  session.simulator.faults.add({ match, answer });
const statuses = async (path: string, count: number): Promise<number[]> => {
  const seen: number[] = [];
  for (let index = 0; index < count; index += 1) seen.push((await session.get(path)).status);
  return seen;
};

describe("what a rule matches", () => {
  test.each<[FaultMatch, boolean]>([
    [{ template: "/{ig-user}/media" }, true],
    [{ template: "/{media}/insights" }, false],
    [{ host: "facebook", method: "get", pathIncludes: "/media" }, true],
    [{ host: "instagram" }, false],
    [{ query: { fields: "caption" } }, true],
    [{ query: { fields: "timestamp" } }, false],
    [{ target: "item" }, false],
  ])("%j: %s", async (match, isHit) => {
    add({ code: 2 }, match);
    const reply = await session.get(`v25.0/${id}/media?fields=id,caption`);
    expect(reply.status).toBe(isHit ? 500 : 200);
  });

  test("can be one of several requests, or every third, or a few at most", async () => {
    add({ code: 2 }, { nth: 2 });
    expect(await statuses("me", 4)).toEqual([200, 500, 200, 200]);
    session.simulator.faults.clear();
    add({ code: 2 }, { every: 3 });
    expect(await statuses("me", 6)).toEqual([200, 200, 500, 200, 200, 500]);
    session.simulator.faults.clear();
    add({ code: 2 }, { times: 2 });
    expect(await statuses("me", 4)).toEqual([500, 500, 200, 200]);
  });

  test("can be a share of them, drawn from the seed", async () => {
    add({ code: 2 }, { probability: 0.5 });
    const seen = await statuses("me", 30);
    expect(new Set(seen)).toEqual(new Set([200, 500]));
    const again = await openSession({ world: "tiny" });
    again.simulator.faults.add({ match: { probability: 0.5 }, answer: { code: 2 } });
    const other: number[] = [];
    for (let index = 0; index < 30; index += 1) other.push((await again.get("me")).status);
    await again.close();
    expect(other).toEqual(seen);
  });

  test("can be one item of a batch", async () => {
    add({ code: 100, subcode: 33 }, { itemId: media[1] ?? "", target: "item" });
    const reply = await session.batch(media.slice(0, 3).map((one) => `${one}?fields=id`));
    expect([0, 1, 2].map((index) => dig(reply.json, index, "code"))).toEqual([200, 400, 200]);
  });
});

describe("what a rule answers", () => {
  test("is a Graph error filled in from its code", async () => {
    add({ code: 190, subcode: 460, message: "Changed" }, { times: 1 });
    expect((await session.get("me")).json).toMatchObject({
      error: { code: 190, error_subcode: 460, message: "Changed", type: "OAuthException" },
    });
    add({ code: 1, subcode: 99 });
    const heavy = await session.get("me");
    expect([heavy.status, dig(heavy.json, "error", "message")]).toEqual([
      500,
      "Please reduce the amount of data you're asking for, then retry your request",
    ]);
  });

  test("is any status, body and header", async () => {
    add({ status: 429, body: { slow: "down" }, headers: { "retry-after": "3" } });
    const reply = await session.get("me");
    expect([reply.status, reply.json, reply.headers.get("retry-after")]).toEqual([
      429,
      { slow: "down" },
      "3",
    ]);
  });

  test("is broken JSON, an empty body or a proxy's page", async () => {
    for (const answer of ["truncated-json", "empty", "html"] as const) add(answer, { times: 1 });
    const replies = [await session.get("me"), await session.get("me"), await session.get("me")];
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 502]);
    expect(replies.map(({ json }) => json)).toEqual([undefined, undefined, undefined]);
    expect(at(replies, 0).text).toMatch(/^\{"name/);
    expect(at(replies, 2).text).toContain("Bad Gateway");
  });

  test.each(["cut", "reset"] as const)("is a connection that ends: %s", async (answer) => {
    add(answer, { times: 1 });
    await expect(session.get(`${id}/media`)).rejects.toThrow(TypeError);
    expect(at(session.simulator.requests().entries, 0)).toMatchObject({ status: 0, isFault: true });
    expect((await session.get(`${id}/media`)).status).toBe(200);
  });

  test("is nothing at all until the simulator closes", async () => {
    add("hang");
    const outcome = session.get("me").catch((problem: unknown) => problem);
    const heard = await fetch(`${session.simulator.adminUrl}/requests`);
    expect(heard.status).toBe(200);
    await session.simulator.close();
    expect(await outcome).toBeInstanceOf(TypeError);
  });

  test("is late", async () => {
    add({ delayMs: 30 }, { times: 1 });
    add({ delayMs: 1, answer: { code: 2 } });
    const begun = performance.now();
    expect((await session.get("me")).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(29);
    expect((await session.get("me")).status).toBe(500);
  });

  test("is a null item, a bare item or a 960 within a batch, and never a whole request", async () => {
    add("null-item", { nth: 1 });
    add("bare-item", { nth: 1 });
    add({ code: 960 }, { nth: 1, target: "item" });
    const reply = await session.batch(["me", "me", "me", "me"]);
    expect(reply.status).toBe(200);
    expect(dig(reply.json, 0)).toBeNull();
    expect(dig(reply.json, 1)).toMatchObject({ code: 500, body: '{"error":{"code":2}}' });
    expect(dig(reply.json, 2, "code")).toBe(500);
    expect(JSON.parse(String(dig(reply.json, 2, "body")))).toMatchObject({
      error: {
        code: 960,
        type: "FacebookApiException",
        message:
          "Request aborted. This could happen if a dependent request failed or the entire request timed out.",
      },
    });
    expect(dig(reply.json, 3, "code")).toBe(200);
  });

  test("is half a body inside an item of a batch", async () => {
    add("truncated-json", { target: "item", nth: 2 });
    const reply = await session.batch(["me", "me"]);
    const bodies = [0, 1].map((index) => String(dig(reply.json, index, "body")));
    expect(bodies[1]).toBe(String(bodies[0]).slice(0, Math.ceil(String(bodies[0]).length / 2)));
  });

  test.each<[FaultAnswer, number, object]>([
    [{ code: 3 }, 400, { message: "(#3) Application does not have the capability to make this API call." }],
    [{ code: 18, subcode: 2_207_034 }, 400, { message: expect.stringContaining("resource limits") }],
    [{ code: 80_002 }, 400, { message: expect.stringMatching(/^\(#80002\) There have been too many calls/) }],
    [{ code: 190, subcode: 459 }, 400, { type: "OAuthException", error_subcode: 459 }],
    [{ code: 100, subcode: 33 }, 400, { type: "GraphMethodException" }],
    [{ code: 77 }, 400, { message: "(#77) An error occurred" }],
  ])("%j comes with what is usual", async (answer, status, error) => {
    add(answer);
    const reply = await session.get("me");
    expect([reply.status, dig(reply.json, "error")]).toEqual([status, expect.objectContaining(error)]);
  });

  test("leaves other requests alone", async () => {
    add({ code: 2 }, { template: "/me" });
    expect(dataOf(await session.get(`${id}/media`))).toHaveLength(7);
  });
});

describe("what a rule says of the question", () => {
  const culprit = { code: 1, message: "An unknown error occurred" };
  const cursorBehind = async (count: number): Promise<string> =>
    String(dig((await session.get(`v25.0/${id}/media?limit=${count}`)).json, "paging", "cursors", "after"));
  const status = async (path: string): Promise<number> => (await session.get(`v25.0/${path}`)).status;

  test("asksMetric is one metric by its whole name, plain, nested or in a batch", async () => {
    const after = await cursorBehind(4);
    add(culprit, { asksMetric: "likes" });
    const [, , , , post = ""] = media;
    expect(await status(`${post}/insights?metric=reach,likes`)).toBe(500);
    expect(await status(`${post}/insights?metric=reach,total_likes`)).toBe(200);
    const page = `${id}/media?limit=1&after=${after}&fields=id,insights.metric`;
    expect(await status(`${page}(reach,likes)`)).toBe(500);
    expect(await status(`${page}(reach)`)).toBe(200);
    const batch = await session.batch([`${post}/insights?metric=likes`, `${post}/insights?metric=reach`]);
    expect([0, 1].map((index) => dig(batch.json, index, "code"))).toEqual([500, 200]);
  });

  test("asksField is one field by its whole name, in braces too", async () => {
    add(culprit, { asksField: "media_url" });
    expect(await status(`${id}/media?fields=id,media_url`)).toBe(500);
    expect(await status(`${id}/media?fields=id,children{media_url}`)).toBe(500);
    expect(await status(`${id}/media?fields=id,media_type`)).toBe(200);
    expect(await status(`${id}/media?fields=id,{`)).toBe(400);
  });

  test("asksDay is a day whose figures lie within the window", async () => {
    add(culprit, { asksDay: "2026-09-10" });
    const window = (since: string, until: string): Promise<number> =>
      status(`${id}/insights?metric=reach&period=day&since=${since}&until=${until}`);
    expect(await window("2026-09-05T07:00:01Z", "2026-09-20T07:00:00Z")).toBe(500);
    expect(await window("2026-09-10T07:00:01Z", "2026-09-11T07:00:00Z")).toBe(500);
    expect(await window("2026-09-11T07:00:01Z", "2026-09-20T07:00:00Z")).toBe(200);
    expect(await window("2026-09-05T07:00:01Z", "2026-09-10T07:00:00Z")).toBe(200);
  });

  test("answerHolds is an object that the answer would hold, and costs no call twice", async () => {
    const [behindFour, behindSix] = [await cursorBehind(4), await cursorBehind(6)];
    add(culprit, { answerHolds: media[5] ?? "" });
    session.simulator.clearRequests();
    expect(await status(`${id}/media?limit=4`)).toBe(200);
    expect(session.simulator.requests().quotaCalls).toBe(1);
    expect(await status(`${id}/media?limit=6`)).toBe(500);
    expect(await status(`${id}/media?limit=2&after=${behindFour}`)).toBe(500);
    expect(await status(`${id}/media?limit=1&after=${behindSix}`)).toBe(200);
  });

  test("limitAbove and itemsAbove are about the size", async () => {
    add(culprit, { limitAbove: 3 });
    add(culprit, { itemsAbove: 2 });
    expect([await status(`${id}/media?limit=3`), await status(`${id}/media?limit=4`)]).toEqual([200, 500]);
    expect([await status(`?ids=${media.slice(0, 2).join(",")}`)]).toEqual([200]);
    expect([await status(`?ids=${media.slice(0, 3).join(",")}`)]).toEqual([500]);
    expect((await session.batch(["me", "me"])).status).toBe(200);
    expect((await session.batch(["me", "me", "me"])).status).toBe(500);
  });
});
