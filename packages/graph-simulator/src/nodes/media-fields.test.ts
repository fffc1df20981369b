import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, dataOf, dig, messageOf, openSession, type Reply, type Session } from "../../test/session.ts";

const allFields =
  "id,timestamp,media_type,media_product_type,caption,media_url,thumbnail_url,permalink,shortcode,username," +
  "like_count,comments_count,is_comment_enabled,is_shared_to_feed,total_like_count,saved_count," +
  "children{id,media_type,permalink,caption,like_count,media_url}";

let session: Session;
let id: string;
let posts: readonly unknown[];

beforeAll(async () => {
  session = await openSession({
    world: {
      accounts: [
        {
          login: "both",
          posts: {
            count: 20,
            reels: 5,
            carousels: 3,
            carouselChildren: 7,
            feedVideos: 2,
            withoutCaption: 2,
            withoutMediaUrl: 3,
            withoutProductType: 2,
            hiddenLikes: 4,
          },
        },
      ],
    },
  });
  id = at(session.simulator.world.accounts, 0).id;
  posts = dataOf(await session.get(`v25.0/${id}/media?fields=${allFields}&limit=100`));
});
afterAll(() => session.close());

const without = (field: string): number => posts.filter((post) => dig(post, field) === undefined).length;
const ofType = (type: string): readonly unknown[] => posts.filter((post) => dig(post, "media_type") === type);
const direct = (post: unknown, fields: string): Promise<Reply> =>
  session.get(`v25.0/${String(dig(post, "id"))}?fields=${fields}`);

describe("fields of a media", () => {
  test("come with exact numbers of what the world was asked for", () => {
    expect([posts.length, ofType("CAROUSEL_ALBUM").length, ofType("VIDEO").length]).toEqual([20, 3, 7]);
    expect([without("caption"), without("media_url"), without("media_product_type")]).toEqual([2, 3, 2]);
    expect(posts.flatMap((post) => dig(post, "children", "data") ?? [])).toHaveLength(7);
  });

  test("include a timestamp with a plain zero offset and a permalink of the shortcode", () => {
    const [post] = posts;
    expect(dig(post, "timestamp")).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/);
    expect(dig(post, "permalink")).toContain(`/${String(dig(post, "shortcode"))}/`);
  });

  test("have a thumbnail for videos and children for carousels only", () => {
    expect(without("thumbnail_url")).toBe(13);
    expect(without("children")).toBe(17);
    expect(without("is_shared_to_feed")).toBe(15);
  });

  test("leave permalink, caption and likes out on children", () => {
    const child = dig(ofType("CAROUSEL_ALBUM")[0], "children", "data", 0);
    expect(Object.keys(child ?? {}).toSorted()).toEqual(["id", "media_type", "media_url"]);
  });

  test("hide likes from lists, yet not from the media's own address", async () => {
    const hidden = posts.find((post) => dig(post, "like_count") === undefined);
    expect(without("like_count")).toBe(4);
    expect(dig((await direct(hidden, "like_count")).json, "like_count")).toBeTypeOf("number");
  });

  test("give a signed address that differs at every call and expires after 32 hours", async () => {
    const post = posts.find((one) => dig(one, "media_url") !== undefined);
    const again = dig((await direct(post, "media_url")).json, "media_url");
    expect(again).not.toBe(dig(post, "media_url"));
    const expires = Number.parseInt(new URL(String(again)).searchParams.get("oe") ?? "", 16);
    expect(expires).toBe(Math.floor(session.clock.now / 1000) + 32 * 3600);
  });

  test("refuse view_count with 36104 and the copyright check of a picture with 9005", async () => {
    const [image] = ofType("IMAGE");
    const [video] = ofType("VIDEO");
    expect(messageOf(await direct(image, "view_count"))).toBe(
      "(#36104) You do not have permission to access this field outside of the Business Discovery API.",
    );
    expect((await direct(image, "copyright_check_information")).json).toMatchObject({
      error: { code: 9005, error_subcode: 1_452_042, message: "Video content was not found." },
    });
    expect((await direct(video, "copyright_check_information")).status).toBe(200);
  });

  test("include those known from the SDK alone, or refuse them by name", async () => {
    const fields = ["has_poll", "has_slider", "audio_id", "video_title"];
    const [video] = ofType("VIDEO");
    expect((await direct(video, fields.join(","))).json).toMatchObject({
      has_poll: expect.any(Boolean),
      has_slider: expect.any(Boolean),
      audio_id: expect.any(String),
    });
    const other = await openSession({ world: "tiny", behaviour: { unrecordedMediaFields: "refuse" } });
    const post = at(at(other.simulator.world.accounts, 0).ids.media, 0);
    const refusals = await Promise.all(fields.map((field) => other.get(`${post}?fields=${field}`)));
    await other.close();
    expect(refusals.map(messageOf)).toEqual(
      fields.map((field) => `(#100) Tried accessing nonexisting field (${field})`),
    );
  });

  test("expand the owner", async () => {
    const reply = await direct(posts[0], "owner{id,username}");
    expect(dig(reply.json, "owner")).toEqual({ id, username: "account.1" });
  });

  test("that only graph.facebook.com serves are silently left out by the other host", async () => {
    const fields = "total_like_count,saved_count,media_audio_type,ig_id";
    const path = `v25.0/${String(dig(ofType("VIDEO")[0], "id"))}?fields=like_count,${fields}`;
    const facebook = await session.get(path);
    const instagram = await session.get(path, { host: "instagram" });
    expect(Object.keys(facebook.json ?? {})).toEqual(["like_count", ...fields.split(","), "id"]);
    expect([instagram.status, Object.keys(instagram.json ?? {})]).toEqual([200, ["like_count", "id"]]);
  });
});
