import type { JsonObject } from "@tap-instagram/singer";
import { describe, expect, test } from "vitest";
import { catalogOf, discoveryCalls, run, simulated } from "../../test/run.ts";

/** docs/quota.md speaks of the same numbers. */
const accounts = 2;
const posts = 130;
const polls = 3;
const collaborations = 130;
const invites = 60;
const rivalPosts = 120;
const perPage = 100;
const pages = Math.ceil(posts / perPage);

const own = {
  posts: { count: posts, polls },
  collaborations,
  invites,
  stories: 0,
  live: true,
  login: "both",
} as const;
const world = {
  accounts: [
    { ...own, username: "shop.one" },
    { ...own, username: "shop.two" },
    { username: "rival.one", posts: rivalPosts, stories: 0, page: { granted: false } },
    { username: "rival.two", posts: 10, stories: 0, page: { granted: false } },
  ],
  hashtags: [
    { name: "coffee", recent: 120, top: 60 },
    { name: "bread", recent: 10, top: 0 },
  ],
};

interface Cost {
  /** Calls that are paid by the accounts. */
  readonly accounts: number;
  /** Calls that are paid by the app. */
  readonly app: number;
}

/** What a stream alone costs, beside the discovery of accounts, by who pays for it. */
async function costOf(stream: string, settings: JsonObject = {}): Promise<Cost> {
  const simulator = await simulated({ world });
  const { exitCode } = await run(simulator, {
    catalog: catalogOf({ [stream]: "all" }),
    settings: { accounts: ["shop.one", "shop.two"], ...settings },
    reachesBack: "two years",
  });
  expect(exitCode).toBe(0);
  const { quotaCalls, entries } = simulator.requests();
  const ofApp = entries.filter(
    ({ template, query }) =>
      template.includes("hashtag") || query["fields"]?.includes("business_discovery") === true,
  ).length;
  return { accounts: quotaCalls - discoveryCalls - ofApp, app: ofApp };
}

describe("a stream costs, in calls of quota, beside the two of discovery", () => {
  test.each<[string, JsonObject, Cost]>([
    ["collaborative_media", {}, { accounts: accounts * Math.ceil(collaborations / perPage), app: 0 }],
    // Without links, the end of a list shows by an empty page.
    ["collaboration_invites", {}, { accounts: accounts * (Math.ceil(invites / 50) + 1), app: 0 }],
    ["live_media", {}, { accounts, app: 0 }],
    ["upcoming_events", {}, { accounts, app: 0 }],
    ["scheduled_media", {}, { accounts, app: 0 }],
    ["content_publishing_limit", {}, { accounts, app: 0 }],
    [
      "media_collaborators",
      { media_collaborators_lookback_days: 36_500 },
      { accounts: accounts * (pages + posts), app: 0 },
    ],
    ["media_polls", {}, { accounts: accounts * (pages + polls), app: 0 }],
    ["media_prompts", {}, { accounts: accounts * pages, app: 0 }],
    ["rivals", { rivals: ["rival.one", "rival.two"] }, { accounts: 0, app: 2 }],
    // Each list without links ends with an empty page.
    ["rival_media", { rivals: ["rival.one", "rival.two"] }, { accounts: 0, app: 3 + 1 + 1 + 1 }],
    ["hashtags", { hashtags: ["coffee", "bread"] }, { accounts: 0, app: 1 + 2 }],
    [
      "hashtag_media",
      { hashtags: ["coffee", "bread"] },
      { accounts: 0, app: 1 + 2 + (3 + 1) + (2 + 1) + (1 + 1) + 1 },
    ],
  ])("%s", async (stream, settings, cost) => {
    expect(await costOf(stream, settings)).toEqual(cost);
  });

  test("mentioned_media and mentioned_comments: nothing where none waits", async () => {
    const settings = { webhook_spool: "no-such-folder" };
    expect(await costOf("mentioned_media", settings)).toEqual({ accounts: 0, app: 0 });
    expect(await costOf("mentioned_comments", settings)).toEqual({ accounts: 0, app: 0 });
  });

  test("media_insights_daily beside media_insights of the same metrics: nothing", async () => {
    const calls = async (...streams: readonly string[]) => {
      const simulator = await simulated({ world });
      const columns = Object.fromEntries(
        streams.map((stream) => [stream, ["id", "reach", "profile_visits"]]),
      );
      const settings = { accounts: ["shop.one"] };
      expect((await run(simulator, { catalog: catalogOf(columns), settings })).exitCode).toBe(0);
      return simulator.requests().quotaCalls;
    };
    expect(await calls("media_insights", "media_insights_daily")).toBe(await calls("media_insights"));
  });
});
