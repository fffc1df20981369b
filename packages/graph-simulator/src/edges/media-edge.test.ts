import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, dataOf, dig, messageOf, openSession, pluck, type Session } from "../../test/session.ts";

let session: Session;
let id: string;
let all: readonly string[];

beforeAll(async () => {
  session = await openSession({ world: { accounts: [{ login: "both", posts: 60, stories: 3 }] } });
  const account = at(session.simulator.world.accounts, 0);
  id = account.id;
  all = account.ids.media;
});
afterAll(() => session.close());

const walk = async (from: Session, first: string): Promise<{ ids: unknown[]; sizes: number[] }> => {
  const ids: unknown[] = [];
  const sizes: number[] = [];
  let path: string | undefined = first;
  while (path !== undefined) {
    const reply = await from.get(path, { token: null });
    ids.push(...pluck(reply, "id"));
    sizes.push(dataOf(reply).length);
    const next = dig(reply.json, "paging", "next");
    path = typeof next === "string" ? next.slice(from.simulator.url.length + 1) : undefined;
  }
  return { ids, sizes };
};

describe("the media edge", () => {
  test("gives the id alone by default, 25 to a page, newest first, without stories", async () => {
    const reply = await session.get(`v25.0/${id}/media`);
    expect(dataOf(reply)).toEqual(all.slice(0, 25).map((one) => ({ id: one })));
  });

  test("is walked whole by following next", async () => {
    const { ids, sizes } = await walk(
      session,
      `${id}/media?limit=17&access_token=${session.simulator.tokens.user}`,
    );
    expect(ids).toEqual(all);
    expect(sizes).toEqual([17, 17, 17, 9]);
  });

  test("is walked backwards by following previous", async () => {
    const first = await session.get(`v25.0/${id}/media?limit=10`);
    const after = String(dig(first.json, "paging", "cursors", "after"));
    const second = await session.get(`v25.0/${id}/media?limit=10&after=${after}`);
    const back = await fetch(String(dig(second.json, "paging", "previous")));
    expect(dig(await back.json(), "data")).toEqual(dataOf(first));
  });

  test("cuts larger pages than it serves to a hundred", async () => {
    const many = await openSession({ world: { accounts: [{ posts: 120 }] } });
    try {
      const account = at(many.simulator.world.accounts, 0);
      expect(dataOf(await many.get(`${account.id}/media?limit=500`))).toHaveLength(100);
    } finally {
      await many.close();
    }
  });

  test("filters by the time of publication, in seconds or as a text", async () => {
    const times = pluck(await session.get(`${id}/media?fields=timestamp&limit=100`), "timestamp").map(String);
    const seconds = times.map((time) => Date.parse(time) / 1000);
    const since = at(seconds, 9);
    const until = at(seconds, 3);
    const reply = await session.get(`${id}/media?since=${since}&until=${until}&limit=100`);
    expect(pluck(reply, "id")).toEqual(all.slice(3, 10));
    const byText = await session.get(`${id}/media?since=2026-09-10&limit=100`);
    const expected = seconds.filter((second) => second >= Date.parse("2026-09-10") / 1000);
    expect(dataOf(byText)).toHaveLength(expected.length);
  });

  test("refuses a made-up cursor", async () => {
    expect((await session.get(`${id}/media?after=QVFIx`)).status).toBe(400);
  });

  test("answers an empty list as data alone", async () => {
    expect((await session.get(`${id}/media?since=1&until=2`)).json).toEqual({ data: [] });
  });

  test.each([
    ["inclusive", 1, 5],
    ["exclusive", 3, 3],
    ["ignored", 0, 9],
  ] as const)(
    "takes since and until as %s, in a world that says when posts are published",
    async (mediaTimeRange, first, last) => {
      const other = await openSession({
        world: { accounts: [{ posts: { count: 10, secondsBetween: [60, 0, 60] } }] },
        behaviour: { mediaTimeRange },
      });
      const account = at(other.simulator.world.accounts, 0);
      const seconds = pluck(await other.get(`${account.id}/media?fields=timestamp`), "timestamp").map(
        (text) => Date.parse(String(text)) / 1000,
      );
      expect(seconds.map((second) => (seconds[0] ?? 0) - second)).toEqual([
        0, 60, 60, 120, 180, 180, 240, 300, 300, 360,
      ]);
      const range = await other.get(`${account.id}/media?until=${seconds[2]}&since=${seconds[4]}`);
      await other.close();
      expect(pluck(range, "id")).toEqual(account.ids.media.slice(first, last + 1));
    },
  );

  test("may refuse since and until", async () => {
    const other = await openSession({
      world: { accounts: [{ posts: 10 }] },
      behaviour: { mediaTimeRange: "refused" },
    });
    const account = at(other.simulator.world.accounts, 0);
    const refused = await other.get(`${account.id}/media?until=1`);
    await other.close();
    expect(refused.json).toMatchObject({
      error: { code: 100, message: "(#100) Param until is not supported by this endpoint" },
    });
  });

  test("keeps a cursor good when its item is deleted", async () => {
    const other = await openSession({ world: { accounts: [{ posts: 10 }] } });
    try {
      const account = at(other.simulator.world.accounts, 0);
      const first = await other.get(`${account.id}/media?limit=3`);
      other.simulator.change({ deleteMedia: at(account.ids.media, 2) });
      const after = String(dig(first.json, "paging", "cursors", "after"));
      const rest = await other.get(`${account.id}/media?limit=20&after=${after}`);
      expect(pluck(rest, "id")).toEqual(account.ids.media.slice(3));
    } finally {
      await other.close();
    }
  });

  test("ends at the cap with an error for the cursor beyond it", async () => {
    const capped = await openSession({ world: { accounts: [{ posts: 30 }] }, behaviour: { mediaCap: 20 } });
    try {
      const account = at(capped.simulator.world.accounts, 0);
      const last = await capped.get(`${account.id}/media?limit=20`);
      expect(dataOf(last)).toHaveLength(20);
      const beyond = await fetch(String(dig(last.json, "paging", "next")));
      expect(dig(await beyond.json(), "error", "message")).toBe(
        "(#100) The After Cursor specified exceeds the max limit supported by this endpoint",
      );
    } finally {
      await capped.close();
    }
  });

  test("may serve short and empty pages that go on, and loses nothing", async () => {
    const short = await openSession({
      world: { accounts: [{ posts: 60 }] },
      behaviour: { shortPages: "sometimes" },
    });
    try {
      const account = at(short.simulator.world.accounts, 0);
      const first = `${account.id}/media?limit=6&access_token=${short.simulator.tokens.user}`;
      const { ids, sizes } = await walk(short, first);
      expect(ids).toEqual(account.ids.media);
      expect(sizes).toContain(0);
    } finally {
      await short.close();
    }
  });

  test("may leave the cursor behind the last page out", async () => {
    const other = await openSession({
      world: { accounts: [{ posts: 5 }] },
      behaviour: { lastPageCursors: "before" },
    });
    try {
      const { id: account } = at(other.simulator.world.accounts, 0);
      const first = await other.get(`${account}/media?limit=3`);
      const after = String(dig(first.json, "paging", "cursors", "after"));
      const last = await other.get(`${account}/media?limit=3&after=${after}`);
      expect(dig(last.json, "paging", "cursors")).toEqual({ before: expect.any(String) });
    } finally {
      await other.close();
    }
  });

  test("asks to reduce the amount of data above the page weight", async () => {
    const light = await openSession({ world: "tiny", behaviour: { pageWeightMaximum: 10 } });
    try {
      const account = at(light.simulator.world.accounts, 0);
      const heavy = await light.get(`${account.id}/media?fields=id,timestamp,media_type`);
      expect([
        heavy.status,
        dig(heavy.json, "error", "code"),
        dig(heavy.json, "error", "error_subcode"),
      ]).toEqual([500, 1, 99]);
      expect(messageOf(heavy)).toContain("reduce the amount of data");
      expect((await light.get(`${account.id}/media?fields=id,timestamp,media_type&limit=3`)).status).toBe(
        200,
      );
    } finally {
      await light.close();
    }
  });
});
