import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  at,
  dataOf,
  dig,
  messageOf,
  openSession,
  pluck,
  type Reply,
  type Session,
} from "../../test/session.ts";

let session: Session;
let id: string;
let all: readonly unknown[];

beforeAll(async () => {
  session = await openSession({ world: { accounts: [{ login: "both", posts: 1, tags: 30 }] } });
  id = at(session.simulator.world.accounts, 0).id;
  all = dataOf(await tags("&limit=100"));
});
afterAll(() => session.close());

const tags = (more = "", host: "facebook" | "instagram" = "facebook"): Promise<Reply> =>
  session.get(`v25.0/${id}/tags?fields=id,timestamp,media_type,media_url,owner${more}`, { host });
const secondsOf = (post: unknown): number => Date.parse(String(dig(post, "timestamp"))) / 1000;

describe("tags", () => {
  test("come with cursors and without links, until a page is empty", async () => {
    const reply = await tags("&limit=20");
    expect(dig(reply.json, "paging", "next")).toBeUndefined();
    const after = String(dig(reply.json, "paging", "cursors", "after"));
    const second = await tags(`&limit=20&after=${after}`);
    expect([...dataOf(reply), ...dataOf(second)]).toEqual(
      all.map((post) => expect.objectContaining({ id: dig(post, "id") })),
    );
    const last = String(dig(second.json, "paging", "cursors", "after"));
    expect((await tags(`&limit=20&after=${last}`)).json).toEqual({ data: [] });
  });

  test("are of every kind, some without an address, and never say who owns them", () => {
    expect(new Set(all.map((post) => dig(post, "media_type")))).toEqual(
      new Set(["IMAGE", "VIDEO", "CAROUSEL_ALBUM"]),
    );
    const hidden = all.filter((post) => dig(post, "media_url") === undefined);
    expect(hidden.length).toBeGreaterThan(0);
    expect(hidden.map((post) => dig(post, "media_type"))).toEqual(hidden.map(() => "VIDEO"));
    expect(all.filter((post) => dig(post, "owner") !== undefined)).toEqual([]);
  });

  test("are filtered by the time of publication, in any form, and by type", async () => {
    const [newest, oldest] = [secondsOf(all[3]), secondsOf(all[9])];
    const unix = await tags(`&limit=100&posted_after=${oldest}&posted_before=${newest}`);
    const iso = await tags(
      `&limit=100&posted_after=${new Date(oldest * 1000).toISOString()}&posted_before=${new Date(newest * 1000).toISOString()}`,
    );
    const expected = all.slice(3, 10).map((post) => dig(post, "id"));
    expect([pluck(unix, "id"), pluck(iso, "id")]).toEqual([expected, expected]);
    const videos = all.filter((post) => dig(post, "media_type") === "VIDEO").map((post) => dig(post, "id"));
    expect(pluck(await tags("&limit=100&media_type=VIDEO"), "id")).toEqual(videos);
    expect((await tags("&media_type=REELS")).status).toBe(400);
  });

  test.each([
    ["iso", [200, 400]],
    ["unix", [400, 200]],
    ["none", [400, 400]],
  ] as const)("may want their filter as %s", async (tagFilterFormat, statuses) => {
    const other = await openSession({ world: { accounts: [{ tags: 3 }] }, behaviour: { tagFilterFormat } });
    const path = `${at(other.simulator.world.accounts, 0).id}/tags?posted_after=`;
    const replies = [await other.get(`${path}2026-01-01T00:00:00Z`), await other.get(`${path}1767225600`)];
    await other.close();
    expect(replies.map(({ status }) => status)).toEqual(statuses);
  });

  test("are on both hosts, or refused by the Instagram host in one of two ways", async () => {
    expect(pluck(await tags("&limit=100", "instagram"), "id")).toEqual(all.map((post) => dig(post, "id")));
    const refusals: unknown[] = [];
    for (const tagsOnInstagramHost of ["unsupported", "nonexisting-field"] as const) {
      const other = await openSession({ world: "tiny", behaviour: { tagsOnInstagramHost } });
      const path = `${at(other.simulator.world.accounts, 0).id}/tags`;
      refusals.push(messageOf(await other.get(path, { host: "instagram" })), (await other.get(path)).status);
      await other.close();
    }
    expect(refusals).toEqual([
      "Unsupported request - method type: get",
      200,
      "Tried accessing nonexisting field (tags) on node type (IGUser)",
      200,
    ]);
  });

  test("need the permission of comments", async () => {
    const reply = await session.get(`${id}/tags`, { token: session.simulator.tokens.withoutComments });
    expect(messageOf(reply)).toBe("(#10) Application does not have permission for this action");
  });
});
