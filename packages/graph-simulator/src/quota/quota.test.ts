import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { at, dig, openSession, type Reply, type Session } from "../../test/session.ts";

const minuteMs = 60_000;

let session: Session;
let id: string;

beforeEach(async () => {
  session = await openSession({ world: "tiny", quota: { callsPerDay: 10, appCallsPerHour: 5 } });
  id = at(session.simulator.world.accounts, 0).id;
});
afterEach(() => session.close());

const usage = (reply: Reply, header = "x-business-use-case-usage"): unknown =>
  JSON.parse(reply.headers.get(header) ?? "null");
const call = (): Promise<Reply> => session.get(`${id}?fields=id`);
const spend = async (calls: number): Promise<void> => {
  for (let index = 0; index < calls; index += 1) await call();
};

describe("usage headers", () => {
  test("of an Instagram object are under the business and the account, in percent", async () => {
    await spend(2);
    const json = usage(await call());
    const { businessId } = session.simulator.world;
    const entry = { type: "instagram", call_count: 30, estimated_time_to_regain_access: 0 };
    expect(json).toMatchObject({ [businessId]: [entry], [id]: [entry] });
  });

  test("of a media belong to its account", async () => {
    const post = at(at(session.simulator.world.accounts, 0).ids.media, 6);
    expect(dig(usage(await session.get(`${post}/insights?metric=reach`)), id, 0, "call_count")).toBe(10);
  });

  test("of a Page have the type pages, and those of the user are the app's", async () => {
    const page = at(session.simulator.world.pageIds, 0);
    expect(dig(usage(await session.get(page)), page, 0, "type")).toBe("pages");
    const me = await session.get("me");
    expect(usage(me, "x-app-usage")).toMatchObject({ call_count: 20 });
    expect(me.headers.get("x-business-use-case-usage")).toBeNull();
  });
});

describe("the limit of an account", () => {
  test("is 80002 once a hundred percent are used, with the minutes until it ends", async () => {
    await spend(10);
    const refused = await call();
    expect(refused.status).toBe(400);
    expect(dig(refused.json, "error", "code")).toBe(80_002);
    expect(dig(refused.json, "error", "message")).toMatch(
      /^\(#80002\) There have been too many calls to this Instagram account\. Wait a bit and try again\./,
    );
    expect(dig(usage(refused), id, 0, "call_count")).toBe(100);
    expect(dig(usage(refused), id, 0, "estimated_time_to_regain_access")).toBe(1440);
  });

  test("is a sliding day: calls come back as they leave it", async () => {
    await spend(5);
    session.clock.now += 60 * minuteMs;
    await spend(5);
    const refused = await call();
    expect(refused.status).toBe(400);
    expect(dig(usage(refused), id, 0, "estimated_time_to_regain_access")).toBe(1380);
    session.clock.now += 23 * 60 * minuteMs + minuteMs;
    expect((await call()).status).toBe(200);
  });

  test("gets longer by calling on", async () => {
    await spend(10);
    session.clock.now += 10 * minuteMs;
    await spend(10);
    session.clock.now += 1430 * minuteMs;
    expect((await call()).status).toBe(400);
  });

  test("holds for items of a batch one by one", async () => {
    await spend(9);
    const reply = await session.batch([`${id}?fields=id`, `${id}?fields=id`, "me"]);
    expect([0, 1, 2].map((index) => dig(reply.json, index, "code"))).toEqual([200, 400, 200]);
  });

  test("may come with another status, a Retry-After, and no usage", async () => {
    const other = await openSession({
      world: "tiny",
      quota: { callsPerDay: 1 },
      behaviour: { throttleStatus: 403, retryAfterSeconds: 60, usageHeadersOnRefusal: false },
    });
    await other.get(`${id}?fields=id`);
    const refused = await other.get(`${id}?fields=id`);
    await other.close();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([403, "60"]);
    expect(refused.headers.get("x-business-use-case-usage")).toBeNull();
  });
});

describe("the limit of the app", () => {
  test("is code 4, transient and without a usage header", async () => {
    for (let index = 0; index < 5; index += 1) await session.get("me");
    const refused = await session.get("me");
    expect(refused.status).toBe(403);
    expect(refused.json).toMatchObject({
      error: { code: 4, is_transient: true, message: "(#4) Application request limit reached" },
    });
    expect(refused.headers.get("x-app-usage")).toBeNull();
    expect((await call()).status).toBe(200);
  });
});
