import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, dataOf, dig, messageOf, openSession, pluck, type Session } from "../../test/session.ts";

const hourMs = 3_600_000;

let session: Session;
let id: string;

beforeAll(async () => {
  session = await openSession();
  id = at(session.simulator.world.accounts, 0).id;
});
afterAll(() => session.close());

describe("stories", () => {
  test("are those of the last 24 hours, with their own permalink and no next", async () => {
    const reply = await session.get(
      `${id}/stories?fields=id,timestamp,media_product_type,permalink,like_count`,
    );
    expect(pluck(reply, "id")).toEqual(at(session.simulator.world.accounts, 0).ids.stories);
    expect(new Set(pluck(reply, "media_product_type"))).toEqual(new Set(["STORY"]));
    for (const timestamp of pluck(reply, "timestamp")) {
      expect(session.clock.now - Date.parse(String(timestamp))).toBeLessThan(24 * hourMs);
    }
    const story = dataOf(reply)[0];
    expect(dig(story, "permalink")).toBe(
      `https://www.instagram.com/stories/lumen.cykel/${String(dig(story, "id"))}`,
    );
    expect(dig(reply.json, "paging", "next")).toBeUndefined();
  });

  test("expire and are followed by new ones as the clock moves", async () => {
    const later = await openSession({ world: "tiny" });
    try {
      const account = at(later.simulator.world.accounts, 0);
      const [newest = ""] = account.ids.stories;
      later.clock.now += 25 * hourMs;
      const now = at(later.simulator.world.accounts, 0).ids.stories;
      expect(now).toHaveLength(account.ids.stories.length);
      expect(now.filter((one) => account.ids.stories.includes(one))).toEqual([]);
      expect((await later.get(newest)).json).toMatchObject({ error: { code: 100, error_subcode: 33 } });
    } finally {
      await later.close();
    }
  });
});

describe("comments", () => {
  test("are the newest first, with id, text and timestamp by default, and replies among them", async () => {
    const { media } = at(session.simulator.world.accounts, 0).ids;
    const replies: unknown[] = [];
    for (const post of media.slice(0, 30)) {
      const plain = await session.get(`${post}/comments`);
      for (const comment of dataOf(plain)) {
        expect(Object.keys(comment ?? {})).toEqual(["id", "text", "timestamp"]);
      }
      const times = pluck(plain, "timestamp").map(String);
      expect(times).toEqual(times.toSorted().toReversed());
      const rich = await session.get(`${post}/comments?fields=id,username,replies{id,parent_id,text}`);
      replies.push(...dataOf(rich).flatMap((one) => dig(one, "replies", "data") ?? []));
    }
    expect(replies.length).toBeGreaterThan(0);
    const written = await session.get(
      `${String(dig(replies[0], "id"))}?fields=from{username,self_ig_scoped_id}`,
    );
    expect(dig(written.json, "from")).toEqual({
      username: expect.any(String),
      self_ig_scoped_id: expect.any(String),
    });
    const reply = await session.get(`${String(dig(replies[0], "id"))}?fields=parent_id,media{id}`);
    expect(dig(reply.json, "parent_id")).toBe(dig(replies[0], "parent_id"));
  });

  test("need their permission", async () => {
    const post = at(at(session.simulator.world.accounts, 0).ids.media, 0);
    const reply = await session.get(`${post}/comments`, { token: session.simulator.tokens.withoutComments });
    expect(messageOf(reply)).toBe("(#10) Application does not have permission for this action");
  });
});

describe("children", () => {
  test("are listed under a carousel, and nothing is under another post", async () => {
    const other = await openSession({ world: "tiny" });
    try {
      const { media, children } = at(other.simulator.world.accounts, 0).ids;
      const lists = await Promise.all(
        media.map(async (post) => pluck(await other.get(`${post}/children`), "id")),
      );
      expect(lists.flat()).toEqual(children);
      expect(lists).toContainEqual([]);
    } finally {
      await other.close();
    }
  });
});
