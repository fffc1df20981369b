import type { RunningSimulator } from "@tap-instagram/graph-simulator";
import { describe, expect, test } from "vitest";
import { findings, rich, simulated, type PrintedFact } from "../../test/simulated.ts";
import { topics } from "../run/topics.ts";

const facts = topics.flatMap((topic) => topic.facts);

function verdicts(found: Map<string, PrintedFact>, verdict: PrintedFact["verdict"]): string[] {
  return [...found.values()].filter((fact) => fact.verdict === verdict).map(({ name }) => name);
}

/** A simulator whose account has searched a hashtag. */
async function searched(): Promise<RunningSimulator> {
  const simulator = await simulated();
  const [account] = simulator.world.accounts;
  const query = new URLSearchParams({ user_id: String(account?.id), q: "coffee" });
  const headers = { authorization: `Bearer ${simulator.tokens.user}` };
  const response = await fetch(`${simulator.url}/v25.0/ig_hashtag_search?${query}`, { headers });
  expect(response.status).toBe(200);
  return simulator;
}

/** Accounts and tokens between which every fact can be tested. */
async function everyRun(): Promise<Map<string, PrintedFact>[]> {
  const simulator = await searched();
  const small = await simulated({
    world: {
      accounts: [{ followers: 64, login: "both", posts: { count: 12, reels: 6, hoursBetween: 24 } }],
    },
  });
  const [page = ""] = Object.values(simulator.tokens.pages);
  return [
    await findings(simulator, { environment: { VERIFY_LIVE_APP_SECRET: simulator.tokens.appSecret } }),
    await findings(simulator, { environment: { VERIFY_LIVE_ACCESS_TOKEN: page } }),
    await findings(simulator, { instagram: true }),
    await findings(small),
    await findings(small, { instagram: true }),
  ];
}

describe("against the simulator", () => {
  test("no fact differs, and each agrees for some account and token", async () => {
    const runs = await everyRun();
    expect(runs.flatMap((run) => verdicts(run, "differs"))).toEqual([]);
    const agreed = new Set(runs.flatMap((run) => verdicts(run, "agrees")));
    expect(facts.map(({ name }) => name).filter((name) => !agreed.has(name))).toEqual([]);
  });

  test("an account that has everything leaves nothing untested but what needs another token or size", async () => {
    const simulator = await searched();
    const found = await findings(simulator, {
      environment: { VERIFY_LIVE_APP_SECRET: simulator.tokens.appSecret },
    });
    expect(verdicts(found, "not-testable").toSorted()).toEqual([
      "app-scoped-id-refused",
      "facebook-counts-left-out",
      "facebook-profile-fields-elsewhere",
      "fresh-reel-has-entries",
      "instagram-host-batch",
      "instagram-host-has-its-own-words",
      "instagram-host-longer-totals",
      "me-has-user-id",
      "me-is-flat-or-wrapped",
      "page-token-has-no-accounts",
      "too-few-followers-give-nothing",
      "unknown-edge-is-an-unsupported-request",
      "unknown-id-on-instagram-host",
    ]);
  });

  test.each(["2026-11-01T09:30:00Z", "2027-03-14T07:59:00Z", "2027-04-01T07:01:00Z"])(
    "no fact differs for the hour of the run: %s",
    async (time) => {
      const nowMs = Date.parse(time);
      const simulator = await simulated({ now: () => nowMs });
      expect(verdicts(await findings(simulator, { nowMs }), "differs")).toEqual([]);
    },
  );

  test.each(["withoutInsights", "withoutBasic", "businessOnly"] as const)(
    "a token that may not see everything makes nothing differ: %s",
    async (token) => {
      const simulator = await simulated();
      const environment = { VERIFY_LIVE_ACCESS_TOKEN: simulator.tokens[token] };
      expect(verdicts(await findings(simulator, { environment }), "differs")).toEqual([]);
    },
  );

  test.each([true, false])("an account without posts and stories makes nothing differ", async (instagram) => {
    const simulator = await simulated({ world: { accounts: [{ login: "both", posts: 0, insightDays: 2 }] } });
    expect(verdicts(await findings(simulator, { instagram }), "differs")).toEqual([]);
  });

  test.each([
    ["posts", { ...rich, posts: { count: 140, reels: 60, deleted: [0, 1], beforeConversion: 20 } }],
    ["stories", { ...rich, stories: { live: 3, belowFiveViewers: 3 } }],
  ])("%s without insights make nothing differ", async (_, account) => {
    const simulator = await simulated({ world: { accounts: [account] } });
    expect(verdicts(await findings(simulator), "differs")).toEqual([]);
  });

  test.each([
    [true, { meShape: "wrapped", unknownIdOnInstagramHost: "no-such-object" }],
    [true, { instagramHostBatch: "serve", totalMetricsWithoutMetricType: "refuse" }],
    [false, { tokenErrorStatus: 401, outerBatchUsageHeaders: "all" }],
    [false, { mediaInsightsMaximumAgeDays: 730, totalsOnStories: "serve" }],
    [false, { requireAppsecretProof: true, pagingVersion: "served" }],
    [false, { olderTimeframes: "serve", timeframeInDimensionKeys: false, missingTimeframe: "serve" }],
    [false, { tagFilterFormat: "unix", lastPageCursors: "before", pagingVersion: "newest" }],
    [false, { storyTotalViews: "refuse-call", usageHeadersOnRefusal: false }],
    [true, { tagsOnInstagramHost: "nonexisting-field", facebookProfileFieldsOnInstagramHost: "omit" }],
    [true, { unknownVersionOnInstagramHost: "unsupported", accountTypeSpelling: "documented" }],
  ] as const)(
    "what our code copes with is no difference (Instagram host: %s): %o",
    async (instagram, behaviour) => {
      const simulator = await simulated({ behaviour });
      const environment = { VERIFY_LIVE_APP_SECRET: simulator.tokens.appSecret };
      expect(verdicts(await findings(simulator, { instagram, environment }), "differs")).toEqual([]);
    },
  );
});
