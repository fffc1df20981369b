import type { JsonObject } from "@tap-instagram/singer";
import { describe, expect, test } from "vitest";
import { catalogOf, discoveryCalls, run, simulated } from "../../test/run.ts";

/** Every account has so much of everything; docs/quota.md speaks of the same numbers. */
const accounts = 2;
const posts = 130;
const stories = 4;
const tags = 110;
const days = 10;
const perPage = 100;

const pages = Math.ceil(posts / perPage);

const world = {
  accounts: Array.from({ length: accounts }, () => ({
    followers: 5000,
    tags,
    stories: { live: stories },
    posts: { count: posts, carousels: 30, reels: 40, commentsMaximum: 6 },
  })),
};

/** Streams with the columns that are selected by default. */
function asByDefault(...streams: readonly string[]): JsonObject {
  return {
    streams: streams.map((stream) => ({
      tap_stream_id: stream,
      stream,
      schema: {},
      metadata: [{ breadcrumb: [], metadata: { selected: true } }],
    })),
  };
}

async function callsFor(catalog: JsonObject, settings: JsonObject = {}): Promise<number> {
  const simulator = await simulated({ world });
  // Ten days end after this instant and before the simulator's now.
  const { exitCode } = await run(simulator, {
    catalog,
    settings: { start_date: "2026-09-11T08:00:00Z", ...settings },
  });
  expect(exitCode).toBe(0);
  return simulator.requests().quotaCalls;
}

describe("a stream costs, in calls of quota, beside the two of discovery", () => {
  test.each([
    ["users", 0],
    ["accounts", 0],
    ["media", accounts * pages],
    ["media_children", accounts * pages],
    ["media_insights", accounts * (pages + posts)],
    ["stories", accounts],
    // One story of each account is asked for total_views apart: no answer of a story is known.
    ["story_insights", accounts * (1 + 1 + 2 * stories)],
    ["tags", accounts * (Math.ceil(tags / perPage) + 1)],
    ["user_insights", accounts * (5 + 2 * days)],
  ])("%s: %i", async (stream, calls) => {
    expect(await callsFor(asByDefault(stream))).toBe(discoveryCalls + calls);
  });

  test("media_insights of figures that all posts have: the pages alone", async () => {
    const catalog = catalogOf({
      media_insights: ["reach", "views", "likes", "comments", "saved", "total_views"],
    });
    expect(await callsFor(catalog)).toBe(discoveryCalls + accounts * pages);
  });

  test("a split of media_insights: one more per post that can have it", async () => {
    const reels = 40;
    const catalog = catalogOf({ media_insights: ["reach", "profile_activity_call"] });
    expect(await callsFor(catalog)).toBe(discoveryCalls + accounts * (pages + posts + (posts - reels)));
  });

  test("media_insights of young posts: the pages they stand on, and one for each of them", async () => {
    const simulator = await simulated({ world });
    const settings = { media_insights_lookback_days: 20 };
    const catalog = asByDefault("media", "media_insights");
    const { records } = await run(simulator, { catalog, settings });
    const young = records("media_insights").length;
    expect(young).toBeGreaterThan(20);
    expect(young).toBeLessThan(accounts * 30);
    expect(simulator.requests().quotaCalls).toBe(discoveryCalls + accounts * pages + young);
  });

  test("story_insights without the split of navigation: one per story", async () => {
    const catalog = catalogOf({ story_insights: ["reach", "views", "navigation"] });
    expect(await callsFor(catalog)).toBe(discoveryCalls + accounts * (1 + stories));
  });

  test("comments: one per post that has any", async () => {
    const simulator = await simulated({ world });
    const catalog = catalogOf({ media: ["comments_count"], comments: ["text"] });
    const { records } = await run(simulator, { catalog });
    const discussed = records("media").filter(({ comments_count: count }) => Number(count) > 0).length;
    expect(simulator.requests().quotaCalls).toBe(discoveryCalls + accounts * pages + discussed);
  });

  test("streams of one walk: its pages once", async () => {
    const together = await callsFor(
      asByDefault("users", "accounts", "media", "media_children", "media_insights"),
    );
    expect(together).toBe(discoveryCalls + accounts * (pages + posts));
  });
});

test("what is not selected by default costs nothing until it is", async () => {
  const simulator = await simulated({ world });
  await run(simulator, { settings: { start_date: "2026-09-11T08:00:00Z" } });
  expect(simulator.requests().quotaCalls).toBe(
    discoveryCalls + accounts * (pages + posts + 1 + 1 + 2 * stories + 5 + 2 * days),
  );
  const asked = Object.keys(simulator.requests().byEndpoint);
  expect(asked.filter((endpoint) => /comments|replies|tags|children/.test(endpoint))).toEqual([]);
});
