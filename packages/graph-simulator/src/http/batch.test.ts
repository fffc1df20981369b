import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, dig, messageOf, openSession, type Session } from "../../test/session.ts";

let session: Session;
let id: string;
let media: readonly string[];

beforeAll(async () => {
  session = await openSession({ world: "tiny" });
  const account = at(session.simulator.world.accounts, 0);
  id = account.id;
  media = account.ids.media;
});
afterAll(() => session.close());

describe("a batch", () => {
  test("answers in order with a string body, and failures stay alone", async () => {
    const urls = [`${media[6]}/insights?metric=reach`, "9?fields=id", `v25.0/${id}?fields=username`];
    const reply = await session.batch(urls);
    expect(reply.status).toBe(200);
    expect([0, 1, 2].map((index) => dig(reply.json, index, "code"))).toEqual([200, 400, 200]);
    const single = await session.get(`v25.0/${urls[0]}`);
    expect(dig(reply.json, 0, "body")).toBe(single.text);
    expect(JSON.parse(String(dig(reply.json, 1, "body")))).toMatchObject({ error: { error_subcode: 33 } });
  });

  test("answers a path that cannot be decoded as it answers the same request alone", async () => {
    const urls = ["%zz", `${id}/%E0%A4%A`];
    const reply = await session.batch(["me", ...urls]);
    expect(reply.status).toBe(200);
    const alone = await Promise.all(urls.map((url) => session.get(`v25.0/${url}`)));
    expect(alone.map(({ status }) => status)).toEqual([404, 400]);
    expect([0, 1, 2].map((index) => dig(reply.json, index, "code"))).toEqual([200, 404, 400]);
  });

  test("carries usage headers inside each item and none outside", async () => {
    const reply = await session.batch([`${id}?fields=id`, "me"]);
    const names = (index: number): string => JSON.stringify(dig(reply.json, index, "headers"));
    expect(names(0)).toContain("X-Business-Use-Case-Usage");
    expect(names(1)).toContain("X-App-Usage");
    expect(reply.headers.get("x-business-use-case-usage")).toBeNull();
    expect(reply.headers.get("x-app-usage")).toBeNull();
  });

  test("leaves headers out on include_headers=false", async () => {
    const reply = await session.batch(["me"], { include_headers: "false" });
    expect(Object.keys(dig(reply.json, 0) ?? {})).toEqual(["code", "body"]);
  });

  test("can carry usage headers outside as well", async () => {
    const outer = await openSession({ world: "tiny", behaviour: { outerBatchUsageHeaders: "all" } });
    const reply = await outer.batch([`${id}?fields=id`]);
    await outer.close();
    expect(reply.headers.get("x-business-use-case-usage")).toContain(id);
  });

  test("needs a token of its own, and lets items bring theirs", async () => {
    const batch = JSON.stringify([
      { method: "GET", relative_url: `me?access_token=${session.simulator.tokens.systemUser}` },
      { method: "GET", relative_url: `me?access_token=${session.simulator.tokens.expired}` },
    ]);
    const without = await session.post("v25.0/", { batch }, { token: null });
    expect(dig(without.json, "error", "code")).toBe(2500);
    const { user, expired: old } = session.simulator.tokens;
    const reply = await session.post("v25.0/", { batch, access_token: user }, { token: null });
    expect([0, 1].map((index) => dig(reply.json, index, "code"))).toEqual([200, 400]);
    const expired = await session.post("v25.0/", { batch, access_token: old }, { token: null });
    expect([expired.status, dig(expired.json, "error", "error_subcode")]).toEqual([400, 463]);
  });

  test("counts every item as a call", async () => {
    session.simulator.clearRequests();
    await session.batch([...media.slice(0, 3).map((one) => `${one}/insights?metric=reach`), "me"]);
    const log = session.simulator.requests();
    expect([log.httpRequests, log.quotaCalls]).toEqual([1, 4]);
    expect(log.byEndpoint).toEqual({ "/": 1, "/{media}/insights": 3, "/me": 1 });
    expect(at(log.entries, 0).items).toHaveLength(4);
  });

  test("holds fifty items at most", async () => {
    const fill = (count: number): string[] => Array.from({ length: count }, () => "me?fields=id");
    expect((await session.batch(fill(50))).status).toBe(200);
    expect(messageOf(await session.batch(fill(51)))).toContain("Maximum batch size is 50");
  });

  test("must be a list", async () => {
    expect((await session.post("v25.0/", { batch: "{" })).status).toBe(400);
  });

  test("is refused by the Instagram host, unless asked for otherwise", async () => {
    const reply = await session.batch(["me"], {}, { host: "instagram" });
    expect(reply.json).toMatchObject({
      error: { message: "Unsupported request - method type: post", type: "IGApiException", code: 100 },
    });
    const serving = await openSession({ world: "tiny", behaviour: { instagramHostBatch: "serve" } });
    const served = await serving.batch(["me"], {}, { host: "instagram" });
    await serving.close();
    expect(dig(served.json, 0, "code")).toBe(200);
  });
});

describe("the token of a batch", () => {
  const batch = '[{"method":"GET","relative_url":"me"}]';

  test("is wanted in the form, as documented, unless asked for otherwise", async () => {
    const usual = await openSession({ world: "tiny" });
    const statuses = [
      await usual.post("v25.0/", { batch }),
      await usual.post("v25.0/", { batch, access_token: usual.simulator.tokens.user }, { token: null }),
    ].map(({ status }) => status);
    await usual.close();
    expect(statuses).toEqual([400, 200]);
  });

  test.each([
    ["anywhere", [200, 200, 200]],
    ["form", [400, 200, 200]],
    ["header", [200, 400, 200]],
  ] as const)("may be wanted %s", async (batchToken, statuses) => {
    const other = await openSession({ world: "tiny", behaviour: { batchToken } });
    const { user } = other.simulator.tokens;
    const replies = [
      await other.post("v25.0/", { batch }),
      await other.post("v25.0/", { batch, access_token: user }, { token: null }),
      await other.post("v25.0/", { batch, access_token: user }),
    ];
    await other.close();
    expect(replies.map(({ status }) => status)).toEqual(statuses);
    const refused = replies.find(({ status }) => status === 400);
    if (refused) expect(messageOf(refused)).toMatch(/^An active access token must be used/);
  });
});

test.each([
  ["null", null],
  ["aborted", { code: 500, body: expect.stringContaining('"code":960') }],
] as const)("items a batch has no time for are %s", async (lateBatchItem, late) => {
  const slow = await openSession({ world: "tiny", behaviour: { batchItemsInTime: 2, lateBatchItem } });
  const reply = await slow.batch(["me", "me", "me", "me"], { include_headers: "false" });
  const [entry] = slow.simulator.requests().entries;
  await slow.close();
  expect(reply.status).toBe(200);
  expect(reply.json).toEqual([
    expect.objectContaining({ code: 200 }),
    expect.objectContaining({ code: 200 }),
    late,
    late,
  ]);
  expect(entry?.calls).toBe(4);
});

describe("ids", () => {
  test("give objects, or an edge of each, by id", async () => {
    const [first = "", second = ""] = media.slice(5);
    const nodes = await session.get(`v25.0/?ids=${first},${second}&fields=id,media_type`);
    expect(Object.keys(nodes.json ?? {})).toEqual([first, second]);
    const edges = await session.get(`v25.0/insights?ids=${first},${second}&metric=reach`, {
      host: "instagram",
    });
    expect(dig(edges.json, second, "data", 0, "name")).toBe("reach");
  });

  test("are all or nothing", async () => {
    expect((await session.get(`?ids=${media[5]},9`)).json).toMatchObject({ error: { code: 100 } });
    expect(dig((await session.get(`?ids=${media[5]},nobody`)).json, "error", "code")).toBe(803);
  });

  test("count one by one", async () => {
    session.simulator.clearRequests();
    await session.get(`v25.0/insights?ids=${media.slice(3).join(",")}&metric=reach`);
    const log = session.simulator.requests();
    expect([log.httpRequests, log.quotaCalls]).toEqual([1, 4]);
    expect(log.byEndpoint).toEqual({ "/{media}/insights": 4 });
  });

  test("are fifty at most", async () => {
    const many = Array.from({ length: 51 }, (_, index) => String(index + 1)).join(",");
    expect(messageOf(await session.get(`?ids=${many}`))).toBe(
      "(#100) Too many IDs. Maximum: 50. Provided: 51.",
    );
  });
});
