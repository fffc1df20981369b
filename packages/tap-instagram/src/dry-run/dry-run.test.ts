import type { SimulatorOptions } from "@tap-instagram/graph-simulator";
import { describe, expect, test } from "vitest";
import { catalogOf, discoveryCalls, now, run, simulated, type RunOptions } from "../../test/run.ts";

const dayMs = 86_400_000;
const daysAgo = (days: number): string => new Date(now - days * dayMs).toISOString();

const everything = [
  "users",
  "accounts",
  "user_insights",
  "user_insights_breakdowns",
  "user_lifetime_insights",
  "online_followers_hourly",
  "media",
  "media_insights",
  "media_children",
  "comments",
  "stories",
  "story_insights",
  "tags",
  "sync_events",
];
const catalogOfEverything = catalogOf(
  Object.fromEntries(everything.map((stream) => [stream, "all" as const])),
);

const brands = Array.from({ length: 12 }, (_, index) => ({
  username: `brand.${index + 1}`,
  posts: { count: 10 * index, reels: 3 * index, carousels: 2 * index, hoursBetween: 20 + index },
  stories: index % 4,
}));

interface World extends Pick<SimulatorOptions, "world">, RunOptions {
  readonly claim: string;
}

const worlds: readonly World[] = [
  { claim: "the demo", world: "demo", settings: { start_date: daysAgo(20) } },
  { claim: "a small account from a day on", world: "tiny", settings: { start_date: daysAgo(40) } },
  {
    claim: "a large account, of which most posts are not looked at",
    world: { accounts: [{ posts: { count: 1000, reels: 400, hoursBetween: 5 } }] },
    settings: { start_date: daysAgo(5) },
  },
  { claim: "twelve accounts", world: { accounts: brands }, settings: { start_date: daysAgo(8) } },
  {
    claim: "every stream and every column",
    world: {
      accounts: [
        { posts: { count: 30, reels: 10, carousels: 5, commentsMaximum: 90 }, stories: 5, tags: 130 },
      ],
    },
    settings: { start_date: daysAgo(10) },
    catalog: catalogOfEverything,
  },
  {
    claim: "collaborations, small lists and other accounts",
    world: {
      accounts: [
        { username: "our.shop", posts: 12, collaborations: 30, invites: 4, live: true },
        { username: "rival.one", posts: 20, page: { granted: false } },
      ],
    },
    settings: { accounts: ["our.shop"], rivals: ["rival.one"], start_date: daysAgo(10) },
    catalog: catalogOf({
      collaborative_media: "all",
      collaboration_invites: "all",
      live_media: "all",
      upcoming_events: "all",
      scheduled_media: "all",
      content_publishing_limit: "all",
      media_collaborators: "all",
      rivals: "all",
      rival_media: "all",
      media_insights_daily: ["id", "reach"],
    }),
  },
  {
    claim: "the posts of other accounts",
    world: {
      accounts: [
        { username: "our.shop", posts: 1 },
        { username: "rival.one", posts: 20, page: { granted: false } },
        { username: "rival.two", posts: 45, page: { granted: false } },
      ],
    },
    settings: { accounts: ["our.shop"], rivals: [" @rival.one", "rival.two", ""] },
    catalog: catalogOf({ rivals: "all", rival_media: "all" }),
  },
  {
    claim: "polls",
    world: { accounts: [{ posts: 90 }, { posts: 40 }] },
    catalog: catalogOf({ media_polls: "all" }),
  },
  {
    claim: "hashtags",
    world: {
      accounts: [{ username: "our.shop", posts: 3 }],
      hashtags: [
        { name: "coffee", recent: 20, top: 9 },
        { name: "bread", recent: 4, top: 40 },
      ],
    },
    settings: { hashtags: ["coffee", "#Bread", "#", " "] },
    catalog: catalogOf({ hashtags: "all", hashtag_media: "all" }),
  },
  {
    claim: "insights that come with the pages",
    world: { accounts: [{ posts: { count: 450, reels: 100 } }] },
    catalog: catalogOf({ media: ["id", "caption"], media_insights: ["reach", "saved"] }),
  },
  {
    claim: "posts read by their age",
    world: { accounts: [{ posts: { count: 900, hoursBetween: 12 } }] },
    settings: {
      media_insights_tiers: [
        { younger_than_days: 14, every_days: 1 },
        { younger_than_days: 90, every_days: 7 },
        { younger_than_days: 3650, every_days: 30 },
      ],
    },
    catalog: catalogOf({ media: ["id"], media_insights: "all" }),
  },
  {
    claim: "only the insights of young posts",
    world: { accounts: [{ posts: { count: 400, hoursBetween: 6 } }] },
    settings: { media_insights_lookback_days: 45 },
    catalog: catalogOf({ media: ["id"], media_insights: "all" }),
  },
  {
    claim: "incremental media",
    world: { accounts: [{ posts: { count: 300, hoursBetween: 10 } }] },
    settings: { start_date: daysAgo(70) },
    catalog: catalogOf(
      { media: "all", media_insights: "all" },
      { media: { "replication-method": "INCREMENTAL" } },
    ),
  },
  {
    claim: "small pages",
    world: { accounts: [{ posts: 95 }, { posts: 5 }] },
    settings: { page_size: 10, start_date: daysAgo(10) },
  },
  {
    claim: "reports of the settings",
    world: { accounts: [{ posts: 3 }, { posts: 4 }] },
    settings: {
      start_date: daysAgo(35),
      custom_reports: [
        { name: "reach", metrics: ["reach", "views"], period: "day", breakdown: "media_product_type" },
        { name: "fans", metrics: ["follower_demographics"], period: "lifetime", breakdown: "country" },
      ],
    },
  },
  {
    claim: "an account without posts and stories",
    world: { accounts: [{ posts: 0 }] },
    settings: { start_date: daysAgo(9) },
  },
];

async function compared({ world: spec, settings, catalog }: World, state?: RunOptions["state"]) {
  const options = { settings, catalog };
  const simulator = await simulated({ world: spec });
  const plan = await run(simulator, { ...options, state, args: ["--dry-run", "--format", "json"] });
  simulator.clearRequests();
  const sync = await run(simulator, { ...options, state });
  return { plan, sync, document: JSON.parse(plan.out), made: simulator.requests().quotaCalls };
}

describe("the number of calls is right within a tenth", () => {
  test.each(worlds)("for $claim, the first time and the second", async (world) => {
    const { plan, document, made, sync } = await compared(world);
    expect(plan.exitCode).toBe(0);
    expect(Math.abs(document.total_calls - made)).toBeLessThanOrEqual(made * 0.1);
    const next = await compared(world, sync.finalState());
    expect(Math.abs(next.document.total_calls - next.made)).toBeLessThanOrEqual(next.made * 0.1);
  });

  test.each([60, 400])(
    "the second time, where the account has figures of fewer days than the %i that are asked for",
    async (days) => {
      const world = { world: { accounts: [{ posts: 2, insightDays: 30 }] }, claim: "" };
      const settings = { start_date: daysAgo(days) };
      const first = await compared({ ...world, settings });
      expect(JSON.stringify(first.sync.finalState())).toContain('"leading":true');
      const { document, made } = await compared({ ...world, settings }, first.sync.finalState());
      expect(Math.abs(document.total_calls - made)).toBeLessThanOrEqual(made * 0.1);
    },
  );

  test("with Instagram Login", async () => {
    const simulator = await simulated({
      world: { accounts: [{ login: "instagram", posts: 40, stories: 3 }] },
    });
    const settings = {
      access_token: simulator.tokens.instagram,
      api_url: simulator.instagramUrl,
      start_date: daysAgo(20),
    };
    const plan = await run(simulator, { settings, args: ["--dry-run", "--format", "json"] });
    simulator.clearRequests();
    await run(simulator, { settings });
    const made = simulator.requests().quotaCalls;
    expect(Math.abs(JSON.parse(plan.out).total_calls - made)).toBeLessThanOrEqual(made * 0.1);
  });
});

describe("a dry run", () => {
  const settings = { start_date: daysAgo(20) };
  const world = {
    accounts: [
      { username: "one", posts: 4 },
      { username: "two", posts: 120, stories: 2 },
    ],
  };

  test("asks for each account once, and for no insights", async () => {
    const simulator = await simulated({ world });
    const { exitCode, out } = await run(simulator, { settings, args: ["--dry-run"] });
    expect(exitCode).toBe(0);
    expect(simulator.requests().quotaCalls).toBe(discoveryCalls + 2);
    const asked = simulator.requests().entries.map(({ template }) => template);
    expect(asked.filter((template) => template.includes("insights"))).toEqual([]);
    expect(out).not.toContain("RECORD");
  });

  test("prints nothing of a name that a terminal obeys", async () => {
    const simulator = await simulated({ world: { accounts: [{ username: "a\u001B[2J\u202Eb", posts: 1 }] } });
    const { out } = await run(simulator, { args: ["--dry-run"] });
    expect(out).toContain("a [2J b (");
    expect(out.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  test("names calls by account and stream, and ends in the sum of them", async () => {
    const simulator = await simulated({ world });
    const text = await run(simulator, { settings, args: ["--dry-run"] });
    const { out } = await run(simulator, { settings, args: ["--dry-run", "--format=json"] });
    const document = JSON.parse(out);
    const lines = text.out.trimEnd().split("\n");
    expect(lines.at(-1)).toBe(`total ${document.total_calls} calls`);
    const sum = (rows: { calls: number }[]) => rows.reduce((total, { calls }) => total + calls, 0);
    expect(sum(document.streams) + document.discovery_calls).toBe(document.total_calls);
    expect(sum(document.accounts) + document.discovery_calls).toBe(document.total_calls);
    for (const { calls, streams } of document.accounts) expect(sum(streams)).toBe(calls);
    expect(document.accounts.map(({ username }: { username: string }) => username).toSorted()).toEqual([
      "one",
      "two",
    ]);
    expect(lines.find((line) => line.startsWith("two ("))).toMatch(/ \d+$/);
    expect(lines.find((line) => line.trim().startsWith("story_insights"))).toBeDefined();
  });

  test("looks at posts without has_poll where the API does not know it", async () => {
    const simulator = await simulated({ world, behaviour: { unrecordedMediaFields: "refuse" } });
    const { exitCode, out } = await run(simulator, {
      catalog: catalogOf({ media_polls: "all" }),
      args: ["--dry-run"],
    });
    expect(exitCode).toBe(0);
    expect(out).not.toContain("could not be looked at");
  });

  test("goes on without a look at the posts where the API refuses it, and says so", async () => {
    const simulator = await simulated({ world });
    simulator.faults.add({ match: { template: "/{ig-user}" }, answer: { code: 100 } });
    const { exitCode, out } = await run(simulator, { settings, args: ["--dry-run"] });
    expect(exitCode).toBe(0);
    expect(out).toContain("Posts and stories of 2 accounts could not be looked at");
    expect(out).toMatch(/\ntotal \d+ calls\n$/);
  });

  test("asks nothing where nothing is selected, as the sync", async () => {
    const simulator = await simulated({ world });
    const { exitCode, out, log } = await run(simulator, { catalog: catalogOf({}), args: ["--dry-run"] });
    expect(exitCode).toBe(0);
    expect(out).toMatch(/\ntotal 0 calls\n$/);
    expect(log).toContain("WARNING The catalog selects no stream: nothing to sync");
    expect(simulator.requests().httpRequests).toBe(0);
  });

  test("tells of an account that the token does not see", async () => {
    const simulator = await simulated({ world });
    const accounts = ["one", "three"];
    const { exitCode, log } = await run(simulator, {
      settings: { ...settings, accounts },
      args: ["--dry-run"],
    });
    expect(exitCode).toBe(4);
    expect(log).toContain("Account three cannot be read");
  });

  test("fails as the sync would where the token is not accepted", async () => {
    const simulator = await simulated({ world });
    const { exitCode, out, log } = await run(simulator, {
      settings: { access_token: "EAAbad" },
      args: ["--dry-run"],
    });
    expect({ exitCode, out }).toEqual({ exitCode: 3, out: "" });
    expect(log).toContain("CRITICAL");
  });
});
