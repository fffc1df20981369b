import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openMediaInsights, type MediaInsightsSession } from "../../../test/media-insights.ts";
import { at, dataOf, dig, messageOf, openSession, pluck } from "../../../test/session.ts";

let insights: MediaInsightsSession;

beforeAll(async () => {
  insights = await openMediaInsights();
});
afterAll(() => insights.session.close());

describe("media without insights", () => {
  test("answer 10 below five viewers", async () => {
    const reply = await insights.ask(insights.media.unseen, "reach");
    expect(reply.json).toMatchObject({
      error: { code: 10, message: "(#10) Not enough viewers for the media to show insights" },
    });
  });

  test("answer 2108006 from before the conversion, in the user's language", async () => {
    const [old = ""] = at(insights.session.simulator.world.accounts, 0).ids.beforeConversion;
    const facebook = await insights.ask(old, "reach");
    expect(facebook.json).toMatchObject({
      error: {
        message: "Invalid parameter",
        type: "OAuthException",
        code: 100,
        error_data: { blame_field_specs: [[""]] },
        error_subcode: 2_108_006,
        is_transient: false,
        error_user_title: "Media publicerades före konvertering till företagskonto",
      },
    });
    const instagram = await insights.ask(old, "reach", { host: "instagram" });
    expect(instagram.json).toMatchObject({ error: { type: "IGApiException", error_subcode: 2_108_006 } });
    expect(messageOf(instagram)).toBe(dig(facebook.json, "error", "error_user_msg"));
  });

  test("answer 100/33 when deleted, though they are still listed", async () => {
    const { ids } = at(insights.session.simulator.world.accounts, 0);
    const [gone = ""] = ids.deleted;
    expect(ids.media.indexOf(gone)).toBe(7);
    expect((await insights.ask(gone, "reach")).json).toMatchObject({
      error: { code: 100, error_subcode: 33, type: "GraphMethodException" },
    });
  });

  test("include the children of a carousel", async () => {
    const [child = ""] = at(insights.session.simulator.world.accounts, 0).ids.children;
    expect((await insights.ask(child, "reach")).status).toBe(400);
  });

  test("answer without values while a reel is fresh", async () => {
    const fresh = await openSession({
      world: { accounts: [{ posts: { count: 20, reels: 20, hoursBetween: 6 } }] },
    });
    try {
      const { ids } = at(fresh.simulator.world.accounts, 0);
      expect(ids.mediaWithoutValues.length).toBeGreaterThan(0);
      const reply = await fresh.get(`${at(ids.mediaWithoutValues, 0)}/insights?metric=reach,views`);
      expect(pluck(reply, "values")).toEqual([[], []]);
      const older = await fresh.get(`${at(ids.media, 19)}/insights?metric=reach`);
      expect(pluck(older, "values", 0, "value")[0]).toBeTypeOf("number");
    } finally {
      await fresh.close();
    }
  });

  test("may be posts beyond a certain age", async () => {
    const short = await openSession({ world: "tiny", behaviour: { mediaInsightsMaximumAgeDays: 5 } });
    const { media: posts } = at(short.simulator.world.accounts, 0).ids;
    const replies = [
      await short.get(`${posts[6]}/insights?metric=reach`),
      await short.get(`${posts[1]}/insights?metric=reach`),
    ];
    await short.close();
    expect(replies.map((reply) => dataOf(reply).length)).toEqual([0, 1]);
  });

  test("are stories after their day, unless asked for otherwise", async () => {
    const answers: unknown[] = [];
    for (const storyInsightsAfterExpiry of ["gone", "permission", "serve"] as const) {
      const later = await openSession({ world: "tiny", behaviour: { storyInsightsAfterExpiry } });
      const [story = ""] = at(later.simulator.world.accounts, 0).ids.storiesWithInsights;
      later.clock.now += 24 * 3_600_000;
      const reply = await later.get(`${story}/insights?metric=reach`);
      answers.push(dig(reply.json, "error", "code") ?? reply.status);
      await later.close();
    }
    expect(answers).toEqual([100, 10, 200]);
  });
});
