import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openMediaInsights, type MediaInsightsSession } from "../../../test/media-insights.ts";
import { at, dataOf, dig, messageOf, openSession, pluck, type Reply } from "../../../test/session.ts";

const metricEnum =
  "impressions, reach, replies, saved, likes, comments, shares, total_interactions, follows, profile_visits, " +
  "profile_activity, navigation, ig_reels_video_view_total_time, ig_reels_avg_watch_time, views, reels_skip_rate, " +
  "reposts, facebook_views, crossposted_views, total_views, total_likes, total_comments, link_clicks";

const sets = {
  image:
    "reach,views,shares,reposts,total_interactions,likes,comments,saved,follows,profile_visits,profile_activity,total_likes,total_comments,total_views",
  reel: "reach,views,shares,reposts,total_interactions,likes,comments,saved,ig_reels_avg_watch_time,ig_reels_video_view_total_time,reels_skip_rate,total_likes,total_comments,total_views",
  story:
    "reach,views,shares,reposts,total_interactions,follows,profile_visits,profile_activity,navigation,replies,link_clicks,total_views",
};

let insights: MediaInsightsSession;

beforeAll(async () => {
  insights = await openMediaInsights();
});
afterAll(() => insights.session.close());

const unsupported = (metrics: string): string =>
  `(#100) The Media Insights API does not support the ${metrics} metric for this media product type.`;

describe("metrics by product type", () => {
  test.each(["image", "reel", "story"] as const)("of a %s fit one call", async (kind) => {
    const reply = await insights.ask(insights.media[kind], sets[kind]);
    expect(pluck(reply, "name")).toEqual(sets[kind].split(","));
    expect(new Set(pluck(reply, "period"))).toEqual(new Set(["lifetime"]));
  });

  test("have a value, a title, a description and an id of media, metric and period", async () => {
    const [entry] = dataOf(await insights.ask(insights.media.image, "reach"));
    expect(Object.keys(entry ?? {})).toEqual(["name", "period", "values", "title", "description", "id"]);
    expect(dig(entry, "values", 0, "value")).toBeTypeOf("number");
    expect(dig(entry, "id")).toBe(`${insights.media.image}/insights/reach/lifetime`);
  });

  test("come with titles in the user's language", async () => {
    expect(pluck(await insights.ask(insights.media.image, "reach"), "title")).toEqual(["Konton du nått"]);
  });

  test("give watch times in milliseconds and the skip rate in percent with one decimal", async () => {
    const reply = await insights.ask(
      insights.media.reel,
      "ig_reels_avg_watch_time,ig_reels_video_view_total_time,reels_skip_rate,views",
    );
    const [average, total, skipped, views] = pluck(reply, "values", 0, "value").map(Number);
    expect(average).toBeGreaterThan(1000);
    expect(total).toBe((average ?? 0) * (views ?? 0));
    expect(skipped).toBe(Math.round((skipped ?? 0) * 10) / 10);
  });

  test.each([
    ["reel", "follows"],
    ["reel", "profile_activity"],
    ["reel", "navigation"],
    ["reel", "impressions"],
    ["image", "replies"],
    ["image", "ig_reels_avg_watch_time"],
    ["image", "crossposted_views"],
    ["story", "likes"],
    ["story", "saved"],
    ["story", "impressions"],
    ["story", "total_likes"],
    ["feedVideo", "views"],
  ] as const)("of a %s do not include %s", async (kind, metric) => {
    const reply = await insights.ask(insights.media[kind], metric);
    expect([reply.status, messageOf(reply)]).toEqual([400, unsupported(metric)]);
    expect(dig(reply.json, "error", "error_subcode")).toBeUndefined();
  });

  test("of an old feed video include reach and saved", async () => {
    expect((await insights.ask(insights.media.feedVideo, "reach,saved")).status).toBe(200);
  });

  test("are refused together, and every refused one is named", async () => {
    const reply = await insights.ask(insights.media.reel, "reach,profile_visits,follows");
    expect(messageOf(reply)).toBe(unsupported("profile_visits, follows"));
  });

  test("are refused in the other host's words there", async () => {
    const reply = await insights.ask(insights.media.reel, "follows", { host: "instagram" });
    expect(reply.json).toMatchObject({
      error: {
        message: "The Media Insights API does not support the follows metric for this media product type.",
        type: "IGApiException",
        code: 100,
      },
    });
  });

  test("with an unknown name are refused with its position and the whole list", async () => {
    const reply = await insights.ask(insights.media.image, "reach,plays");
    expect(messageOf(reply)).toBe(`(#100) metric[1] must be one of the following values: ${metricEnum}`);
  });

  test("say since which version impressions are gone for a picture", async () => {
    const reply = await insights.ask(insights.media.image, "impressions");
    expect(messageOf(reply)).toMatch(
      /^\(#100\) Starting from version v22\.0 and above, the impressions metric is no longer supported for the queried media\. Please refer to the documentation at /,
    );
  });

  test.each([
    ["image", "facebook_views"],
    ["reel", "facebook_views"],
    ["reel", "crossposted_views"],
    ["story", "facebook_views"],
  ] as const)(
    "of a %s that is not shared answer Fatal for %s and kill the whole call",
    async (kind, metric) => {
      const reply = await insights.ask(insights.media[kind], `reach,${metric}`);
      expect(reply.status).toBe(400);
      expect(reply.json).toMatchObject({ error: { message: "Fatal", code: -1, error_subcode: 2_207_086 } });
    },
  );

  test("include facebook_views once a post is shared", async () => {
    const shared = await openSession({ world: { accounts: [{ posts: { count: 3, sharedToFacebook: 3 } }] } });
    try {
      const id = at(at(shared.simulator.world.accounts, 0).ids.media, 0);
      expect((await shared.get(`${id}/insights?metric=facebook_views`)).status).toBe(200);
    } finally {
      await shared.close();
    }
  });

  test.each([
    ["serve", 200, undefined],
    ["refuse-by-name", 400, unsupported("total_views")],
    ["refuse-call", 403, "(#200) Missing Permissions"],
  ] as const)("of a story may have total_views: %s", async (storyTotalViews, status, message) => {
    const other = await openSession({ world: "tiny", behaviour: { storyTotalViews } });
    const { ids } = at(other.simulator.world.accounts, 0);
    const ask = (metrics: string, id = ids.storiesWithInsights[0]): Promise<Reply> =>
      other.get(`${id}/insights?metric=${metrics}`);
    const replies = [
      await ask("reach,total_views"),
      await ask("reach"),
      await ask("total_views", ids.media[6]),
    ];
    await other.close();
    expect(replies.map((reply) => reply.status)).toEqual([status, 200, 200]);
    expect(messageOf(at(replies, 0))).toBe(message);
  });

  test.each([
    ["all", unsupported("profile_visits, follows")],
    ["first", unsupported("profile_visits")],
    ["none", "(#100) Invalid parameter"],
  ] as const)("are refused in words that name %s of them", async (refusedMetricNames, message) => {
    const other = await openSession({
      world: { accounts: [{ posts: { count: 1, reels: 1 } }] },
      behaviour: { refusedMetricNames },
    });
    const [reel] = at(other.simulator.world.accounts, 0).ids.media;
    const reply = await other.get(`${reel}/insights?metric=reach,profile_visits,follows`);
    await other.close();
    expect(messageOf(reply)).toBe(message);
  });

  test("of Threads are known to the Instagram host, and served by none", async () => {
    const asked = await insights.ask(insights.media.image, "quotes", { host: "instagram" });
    expect(messageOf(asked)).toBe(unsupported("quotes").replace("(#100) ", ""));
    const unknown = await insights.ask(insights.media.image, "plays", { host: "instagram" });
    expect(messageOf(unknown)).toMatch(/link_clicks, quotes, thread_replies, .*threads_views$/);
    expect(messageOf(await insights.ask(insights.media.image, "quotes"))).toMatch(
      /^\(#100\) metric\[0\] must be/,
    );
  });
});
