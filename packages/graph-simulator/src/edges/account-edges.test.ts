import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, dataOf, dig, messageOf, openSession, pluck, type Session } from "../../test/session.ts";

let session: Session;
let id: string;

beforeAll(async () => {
  const account = { login: "both", posts: 120, collaborations: 30, invites: 12, live: true } as const;
  session = await openSession({ world: { accounts: [account] } });
  id = at(session.simulator.world.accounts, 0).id;
});
afterAll(() => session.close());

const get = (path: string, host: "facebook" | "instagram" = "facebook") =>
  session.get(`v25.0/${path}`, { host });

describe("collaborative media", () => {
  test("are posts of others, of which some hide their counts", async () => {
    const fields = "id,username,like_count,total_like_count,media_product_type";
    const page = dataOf(await get(`${id}/collaborative_media?limit=100&fields=${fields}`));
    expect(page).toHaveLength(30);
    expect(new Set(page.map((post) => dig(post, "username")))).toEqual(new Set(["someone.else"]));
    const hidden = page.filter((post) => dig(post, "like_count") === undefined);
    expect(hidden.length).toBeGreaterThan(0);
    expect(hidden.length).toBeLessThan(30);
    expect(hidden.map((post) => dig(post, "total_like_count"))).toEqual(hidden.map(() => undefined));
  });

  test("have no slides, and no address of their own", async () => {
    expect(messageOf(await get(`${id}/collaborative_media?fields=children`))).toContain("(children)");
    const [first] = dataOf(await get(`${id}/collaborative_media?limit=1`));
    const reply = await get(String(dig(first, "id")));
    expect([reply.status, dig(reply.json, "error", "error_subcode")]).toEqual([400, 33]);
  });
});

describe("invitations", () => {
  test("have the same fields whatever is asked, ten a page, and no links", async () => {
    const reply = await get(`${id}/collaboration_invites?fields=id`);
    expect(Object.keys(Object(at(dataOf(reply), 0)))).toEqual(
      expect.arrayContaining(["media_id", "media_owner_username"]),
    );
    expect(dataOf(reply)).toHaveLength(10);
    const after = String(dig(reply.json, "paging", "cursors", "after"));
    expect(dig(reply.json, "paging", "next")).toBeUndefined();
    expect(dataOf(await get(`${id}/collaboration_invites?after=${after}`))).toHaveLength(2);
  });

  test("can be read so many times a day", async () => {
    const world = { accounts: [{ invites: 1 }] };
    const other = await openSession({ world, behaviour: { inviteReads: 2 } });
    const path = `v25.0/${at(other.simulator.world.accounts, 0).id}/collaboration_invites`;
    const statuses = [];
    for (let read = 0; read < 3; read += 1) statuses.push((await other.get(path)).status);
    other.clock.now += 24 * 60 * 60_000;
    statuses.push((await other.get(path)).status);
    await other.close();
    expect(statuses).toEqual([200, 200, 403, 200]);
  });
});

describe("small lists", () => {
  test("tell of the broadcast that is on air", async () => {
    const reply = await get(`${id}/live_media?fields=id,media_product_type`);
    expect(pluck(reply, "media_product_type")).toEqual(["LIVE"]);
    expect(pluck(await get(`${id}/live_media?fields=media_type`, "instagram"), "media_type")).toEqual([
      "BROADCAST",
    ]);
  });

  test.each(["upcoming_events", "scheduled_media", "collaborative_media", "collaboration_invites"])(
    "%s: graph.instagram.com does not have it",
    async (edge) => {
      expect((await get(`${id}/${edge}`)).status).toBe(200);
      expect(messageOf(await get(`${id}/${edge}`, "instagram"))).toContain("Unsupported request");
    },
  );

  test("need the permission to publish where they tell of publishing", async () => {
    session.simulator.change({ revokePermission: "instagram_content_publish", token: "user" });
    const reply = await get(`${id}/content_publishing_limit?fields=quota_usage`);
    expect(dig(reply.json, "error", "code")).toBe(10);
  });
});

describe("add-ons of posts", () => {
  test("are the poll, and nothing for posts without one", async () => {
    const truth = at(session.simulator.world.accounts, 0).ids;
    const [withPoll] = truth.polls;
    const without = truth.media.find((media) => !truth.polls.includes(media));
    const { json } = await get(`${withPoll}/poll_attachment`);
    const shares = ["a", "b", "c", "d"].flatMap(
      (option) => dig(json, `option_${option}_votes_percentage`) ?? [],
    );
    expect(shares.reduce((sum: number, share) => sum + Number(share), 0)).toBeCloseTo(1);
    expect((await get(`${without}/poll_attachment`)).json).toEqual({ data: null });
  });

  test("are collaborators, at most five, and answers to prompts", async () => {
    const { media } = at(session.simulator.world.accounts, 0).ids;
    const lists = await Promise.all(media.map((one) => get(`${one}/collaborators`)));
    const counts = lists.map((list) => dataOf(list).length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(5);
    expect(counts.some((count) => count > 0)).toBe(true);
    const prompts = await Promise.all(media.map((one) => get(`${one}/prompt_response`)));
    expect(prompts.some((list) => dataOf(list).length > 0)).toBe(true);
  });
});
