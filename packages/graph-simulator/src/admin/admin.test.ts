import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { at, dataOf, dig, messageOf, openSession, pluck, type Session } from "../../test/session.ts";

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

const admin = async (
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: unknown }> => {
  const response = await fetch(`${session.simulator.adminUrl}/${path}`, {
    method,
    body: body === undefined ? null : JSON.stringify(body),
  });
  const json: unknown = await response.json();
  return { status: response.status, json };
};

describe("GET /__simulator/world", () => {
  test("tells what the API will, without a token", async () => {
    const { json } = await admin("GET", "world");
    expect(dig(json, "totals")).toMatchObject({
      users: 1,
      media: 7,
      children: 5,
      stories: 2,
      storiesWithInsights: 1,
      insightDays: 60,
    });
    expect(pluck(await session.get(`${id}/media?limit=100`), "id")).toEqual(
      dig(json, "accounts", 0, "ids", "media"),
    );
  });

  test("counts the days a client can read, window by window", async () => {
    const days = session.simulator.world.accounts[0]?.days;
    const seen: unknown[] = [];
    const from = Date.parse(String(days?.first)) / 1000;
    for (const start of [from, from + 30 * 86_400 + 1]) {
      const path = `${id}/insights?metric=reach&period=day&since=${start}&until=${start + 30 * 86_400}`;
      seen.push(...pluck(await session.get(path), "values").flat());
    }
    expect(seen).toHaveLength(days?.count ?? 0);
    expect(dig(seen[0], "end_time")).toBe(days?.first);
    expect(dig(seen.at(-1), "end_time")).toBe(days?.last);
    expect(dig(seen.at(-2), "end_time")).toBe(days?.lastClosed);
  });

  test("is right about the insights of every post and story", async () => {
    const demo = await openSession();
    try {
      for (const { ids } of demo.simulator.world.accounts) {
        for (const [list, good] of [
          [ids.media, ids.mediaWithInsights],
          [ids.stories, ids.storiesWithInsights],
        ] as const) {
          const served = await Promise.all(
            list.map(async (one) => ({
              one,
              status: (await demo.get(`${one}/insights?metric=reach`)).status,
            })),
          );
          expect(served.filter(({ status }) => status === 200).map(({ one }) => one)).toEqual(good);
        }
      }
    } finally {
      await demo.close();
    }
  });
});

describe("requests", () => {
  test("are listed and forgotten", async () => {
    await session.get(`v25.0/${id}/media?limit=2`);
    const { json } = await admin("GET", "requests");
    expect(json).toMatchObject({ httpRequests: 1, quotaCalls: 1, byEndpoint: { "/{ig-user}/media": 1 } });
    await admin("DELETE", "requests");
    expect(session.simulator.requests().httpRequests).toBe(0);
  });
});

describe("faults", () => {
  test("are added and removed", async () => {
    const added = await admin("POST", "faults", [{ match: { template: "/me" }, answer: { code: 2 } }]);
    expect(added.json).toEqual({ added: 1 });
    expect((await session.get("me")).status).toBe(500);
    await admin("DELETE", "faults");
    expect((await session.get("me")).status).toBe(200);
    await admin("POST", "faults", { answer: { lie: "no-entries" }, match: { asksField: "caption" } });
    expect((await session.get(`v25.0/${id}/media?fields=caption`)).json).toMatchObject({ data: [] });
  });

  test.each([
    { answer: "explode" },
    { match: {} },
    { answer: {} },
    { answer: { lie: "a big one" } },
    { answer: "cut", match: { tempalte: "/me" } },
    7,
  ])("that make no sense are refused: %j", async (rule) => {
    const refused = await admin("POST", "faults", rule);
    expect(refused.status).toBe(400);
    expect(dig(refused.json, "error")).toContain("Cannot use");
  });
});

describe("POST /__simulator/world", () => {
  test("deletes a media from the lists and from its address, or from its address alone", async () => {
    const [first = "", second = ""] = media;
    await admin("POST", "world", [{ deleteMedia: first }, { deleteMedia: second, keepListed: true }]);
    expect(pluck(await session.get(`${id}/media?limit=100`), "id")).toEqual(media.slice(1));
    const codes = [await session.get(first), await session.get(second)].map((reply) =>
      dig(reply.json, "error", "error_subcode"),
    );
    expect(codes).toEqual([33, 33]);
  });

  test("removes a metric, which is refused from then on", async () => {
    await admin("POST", "world", [
      { removeMetric: "saved", from: "media" },
      { removeMetric: "views", from: "user" },
    ]);
    expect(messageOf(await session.get(`${media[6]}/insights?metric=reach,saved`))).toContain(
      "does not support the saved metric",
    );
    const user = await session.get(`${id}/insights?metric=views&period=day&metric_type=total_value`);
    expect(messageOf(user)).toMatch(/^\(#100\) metric\[0\] must be one of/);
  });

  test("revokes a permission from one token or all, and expires a token", async () => {
    await admin("POST", "world", { revokePermission: "instagram_manage_insights", token: "systemUser" });
    const path = `${id}/insights?metric=reach&period=day`;
    const { systemUser, user } = session.simulator.tokens;
    expect((await session.get(path, { token: systemUser })).status).toBe(400);
    expect((await session.get(path)).status).toBe(200);
    await admin("POST", "world", { expireToken: user });
    expect((await session.get(path)).json).toMatchObject({ error: { code: 190, error_subcode: 463 } });
  });

  test("moves the clock", async () => {
    const before = dataOf(await session.get(`${id}/stories`));
    await admin("POST", "world", { advanceMs: 86_400_000 });
    expect(dataOf(await session.get(`${id}/stories`))).not.toEqual(before);
    expect(session.simulator.world.now).toBe("2026-09-22T10:20:30.000Z");
  });

  test.each([{ deleteMedia: "1" }, { expireToken: "nobody" }, { fly: true }])(
    "refuses %j",
    async (change) => {
      expect((await admin("POST", "world", change)).status).toBe(400);
    },
  );
});

test("any other endpoint is not found", async () => {
  expect((await admin("GET", "nothing")).status).toBe(404);
});
