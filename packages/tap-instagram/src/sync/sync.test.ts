import { describe, expect, test } from "vitest";
import { RoundTrips } from "../../test/round-trips.ts";
import { daysOfTwoMonths, now, run, simulated } from "../../test/run.ts";

const dayMs = 24 * 60 * 60_000;

describe("a full sync", () => {
  test("brings exactly what the world holds, per stream", async () => {
    const simulator = await simulated();
    const { exitCode, messages, records, finalState } = await run(simulator, { reachesBack: "two years" });
    expect(exitCode).toBe(0);
    const truth = simulator.world.totalsByHost.facebook;
    const counts = Object.fromEntries(
      ["users", "media", "media_insights", "stories", "story_insights", "user_insights"].map((stream) => [
        stream,
        records(stream).length,
      ]),
    );
    expect(counts).toEqual({
      users: truth.users,
      media: truth.media,
      media_insights: truth.mediaWithInsights,
      stories: truth.stories,
      story_insights: truth.storiesWithInsights,
      // Each account's running day is not over.
      user_insights: truth.insightDays - truth.users,
    });
    expect(records("media").flatMap(({ children }) => children ?? [])).toHaveLength(truth.children);
    for (const stream of ["users", "media", "media_insights", "stories", "story_insights"]) {
      const ids = records(stream).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
    expect(messages.filter(({ type }) => type === "SCHEMA")).toHaveLength(6);
    expect(finalState()).toEqual({
      bookmarks: {
        users: {},
        media: {},
        media_insights: {},
        stories: {},
        story_insights: {},
        user_insights: {
          partitions: simulator.world.accounts
            .filter(({ reachableBy }) => reachableBy.facebook)
            .map(({ id, days }) => ({
              context: { business_account_id: id },
              replication_key: "date",
              replication_key_value: days?.lastClosed.replace("+0000", "Z"),
              metrics_with_figures: [
                {
                  period: "day",
                  metrics: [
                    "reach",
                    "views",
                    "accounts_engaged",
                    "total_interactions",
                    "likes",
                    "comments",
                    "shares",
                    "saves",
                  ],
                },
              ],
            }))
            .toSorted((a, b) => (a.context.business_account_id < b.context.business_account_id ? -1 : 1)),
        },
      },
    });
  });

  test("works the same with Instagram Login, as far as that host goes", async () => {
    const simulator = await simulated();
    const settings = { access_token: simulator.tokens.instagram, api_url: `${simulator.instagramUrl}/` };
    const { exitCode, records } = await run(simulator, { settings });
    expect(exitCode).toBe(0);
    const account = simulator.world.accounts.find(({ reachableBy }) => reachableBy.instagram);
    expect(records("media")).toHaveLength(Number(account?.media));
    expect(records("media_insights")).toHaveLength(Number(account?.mediaWithInsights));
    expect(records("story_insights")).toHaveLength(Number(account?.storiesWithInsights));
    expect(records("user_insights")).toHaveLength(daysOfTwoMonths);
    for (const record of records("media")) expect(record["page_id"]).toBeNull();
  });

  test("of 5,000 posts with 3,000 slides makes no request per post or slide, and takes half the round trips of a chain", async () => {
    const simulator = await simulated({ world: "large" });
    const roundTrips = new RoundTrips();
    const { exitCode, records } = await run(simulator, { fetch: roundTrips.fetch });
    expect(exitCode).toBe(0);
    expect(records("media")).toHaveLength(5000);
    expect(records("media").flatMap(({ children }) => children ?? [])).toHaveLength(3000);
    const { entries, byEndpoint } = simulator.requests();
    // Windows side by side read a part of a page twice at each seam.
    expect(byEndpoint["/{ig-user}/media"]).toBeLessThanOrEqual(50 * 1.15);
    const batchesOfMedia = entries.filter(({ items = [] }) =>
      items.some(({ template }) => template === "/{media}/insights"),
    );
    // The first asks one post alone: without the permission, it is the only one in vain.
    expect(batchesOfMedia).toHaveLength(1 + 100);
    expect(entries.length).toBeLessThanOrEqual(170);
    const firstBatch = entries.findIndex((entry) => entry === batchesOfMedia[0]);
    const lastPage = entries.findLastIndex(({ template }) => template === "/{ig-user}/media");
    expect(firstBatch).toBeLessThan(lastPage);
    // The chain waits for two lists of accounts, and for 50 pages.
    expect(roundTrips.count).toBeLessThanOrEqual((2 + 50) / 2);
    expect(Math.max(...roundTrips.requests)).toBeLessThanOrEqual(8);
  });

  test("loses only the deleted and the too old among the posts, wherever they stand", async () => {
    const simulator = await simulated({
      world: {
        accounts: [
          { posts: { count: 230, deleted: [0, 99, 100, 229 - 12], beforeConversion: 10 }, stories: 0 },
        ],
      },
    });
    const { exitCode, records, log } = await run(simulator);
    expect(exitCode).toBe(0);
    const [account] = simulator.world.accounts;
    expect(records("media").map(({ id }) => id)).toEqual(account?.ids.media);
    expect(records("media_insights").map(({ id }) => id)).toEqual(account?.ids.mediaWithInsights);
    expect(log).toContain("14 unavailable (");
    expect(log).toContain("4 deleted or hidden meanwhile");
    expect(log).toContain("10 published before the account became professional");
  });
});

describe("a second sync from the saved state", () => {
  test("reads again only the look-back days, and together they hold every day once", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 3 }, { posts: 0, followers: 50 }] } });
    const first = await run(simulator);
    const later = now + 2 * dayMs;
    simulator.change({ advanceMs: 2 * dayMs });
    simulator.clearRequests();
    const second = await run(simulator, { state: first.finalState(), now: () => later });
    const daysOf = (records: typeof first) =>
      records.records("user_insights").map((row) => `${row["business_account_id"]} ${row["date"]}`);
    // Two accounts: three days again, two new ones.
    expect(daysOf(second)).toHaveLength(2 * (3 + 2));
    const union = new Set([...daysOf(first), ...daysOf(second)]);
    expect(union.size).toBe(2 * (daysOfTwoMonths + 2));
    expect(daysOf(first).filter((day) => daysOf(second).includes(day))).toHaveLength(2 * 3);
  });

  test("keeps the bookmarks of accounts that are not part of it", async () => {
    const simulator = await simulated({ world: "tiny" });
    const partition = {
      context: { business_account_id: "17841400000000999" },
      replication_key: "date",
      replication_key_value: "2026-05-01T07:00:00Z",
    };
    const { finalState } = await run(simulator, {
      state: { bookmarks: { user_insights: { partitions: [partition] } } },
    });
    expect(JSON.stringify(finalState())).toContain(JSON.stringify(partition));
  });
});
