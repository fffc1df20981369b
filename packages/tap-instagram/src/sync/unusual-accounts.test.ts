import { describe, expect, test } from "vitest";
import type { RunningSimulator } from "@tap-instagram/graph-simulator";
import { catalogOf, run, simulated } from "../../test/run.ts";

const settings = { start_date: "2026-09-01" };
const catalog = catalogOf({
  users: "all",
  user_lifetime_insights: "all",
  user_insights: ["reach", "views", "follower_count", "followed"],
  user_insights_breakdowns: "all",
  online_followers_hourly: "all",
  media: ["business_account_id"],
});
const healthy = { username: "healthy", followers: 5000, posts: 12 };

function idOf(simulator: RunningSimulator, username: string): string {
  const account = simulator.world.accounts.find((one) => one.username === username);
  if (!account) throw new Error(`The world has no account ${username}`);
  return account.id;
}

/** How many records each stream has of an account. */
function countsOf({ messages }: Awaited<ReturnType<typeof run>>, id: string): { [stream: string]: number } {
  const counts: { [stream: string]: number } = {};
  for (const message of messages) {
    if (message.type !== "RECORD" || message.record["business_account_id"] !== id) continue;
    counts[message.stream] = (counts[message.stream] ?? 0) + 1;
  }
  return counts;
}

/** What a healthy account gives when it is alone. */
async function healthyAlone(): Promise<{ [stream: string]: number }> {
  const simulator = await simulated({ world: { accounts: [healthy] } });
  const result = await run(simulator, { settings, catalog });
  return countsOf(result, idOf(simulator, "healthy"));
}

describe("next to a healthy account, which is read as if it were alone,", () => {
  test("one with fewer than a hundred followers lacks what needs them, and that is no failure", async () => {
    const simulator = await simulated({
      world: { accounts: [healthy, { username: "small", followers: 64, posts: 3 }] },
    });
    const result = await run(simulator, { settings, catalog });
    expect(result.exitCode).toBe(0);
    expect(countsOf(result, idOf(simulator, "healthy"))).toEqual(await healthyAlone());
    const small = idOf(simulator, "small");
    expect(countsOf(result, small)).toMatchObject({ users: 1, user_insights: 21, media: 3 });
    expect(countsOf(result, small)).not.toHaveProperty("online_followers_hourly");
    const days = result.records("user_insights").filter((row) => row["business_account_id"] === small);
    for (const day of days)
      expect(day).toMatchObject({ reach: expect.any(Number), follower_count: null, followed: null });
    const metrics = result
      .records("user_lifetime_insights")
      .filter((row) => row["business_account_id"] === small)
      .map(({ metric }) => metric);
    expect(metrics).not.toContain("follower_demographics");
  });

  test("one without posts has its profile and its days", async () => {
    const simulator = await simulated({
      world: { accounts: [healthy, { username: "silent", followers: 900, posts: 0 }] },
    });
    const result = await run(simulator, { settings, catalog });
    expect(result.exitCode).toBe(0);
    expect(countsOf(result, idOf(simulator, "healthy"))).toEqual(await healthyAlone());
    const silent = countsOf(result, idOf(simulator, "silent"));
    expect(silent).toMatchObject({ users: 1, user_insights: 21 });
    expect(silent).not.toHaveProperty("media");
  });

  test("one whose insights nobody may see still brings its profile and posts; the rest is told, with 4", async () => {
    const simulator = await simulated({
      world: { accounts: [healthy, { username: "private", followers: 900, posts: 3 }] },
    });
    const id = idOf(simulator, "private");
    simulator.faults.add({ match: { pathIncludes: "insights", itemId: id }, answer: { code: 10 } });
    const result = await run(simulator, { settings, catalog });
    expect(result.exitCode).toBe(4);
    expect(countsOf(result, idOf(simulator, "healthy"))).toEqual(await healthyAlone());
    expect(countsOf(result, id)).toEqual({ users: 1, media: 3 });
    for (const stream of ["user_insights", "user_insights_breakdowns", "user_lifetime_insights"])
      expect(result.log).toMatch(new RegExp(`${stream}: private \\(${id}\\): (failed|incomplete).*insights`));
    expect(JSON.stringify(result.bookmarks())).not.toContain(id);
    const warned = await run(simulator, { settings: { ...settings, partial_failures: "warn" }, catalog });
    expect(warned.exitCode).toBe(0);
  });

  test("one deleted in the middle of the sync keeps what is whole, and its bookmark stays there", async () => {
    const simulator = await simulated({
      world: { accounts: [healthy, { username: "leaving", followers: 900, posts: 0 }] },
    });
    const leaving = idOf(simulator, "leaving");
    const daysOnly = catalogOf({ user_insights: ["reach", "views"] });
    const since = { start_date: "2026-01-01", concurrency: 1 };
    let windows = 0;
    const result = await run(simulator, {
      settings: since,
      catalog: daysOnly,
      onStdout: (chunk) => {
        const isState = chunk.includes('"type":"STATE"') && chunk.includes(leaving);
        if (!isState || (windows += 1) !== 2) return;
        simulator.faults.add({
          match: { itemId: leaving },
          answer: { code: 100, subcode: 33 },
        });
      },
    });
    expect(result.exitCode).toBe(4);
    expect(result.log).toMatch(/user_insights: leaving \(\d+\): failed\. .*does not exist/);
    const clean = await simulated({ world: { accounts: [healthy] } });
    const alone = await run(clean, { settings: since, catalog: daysOnly });
    expect(countsOf(result, idOf(simulator, "healthy"))).toEqual(countsOf(alone, idOf(clean, "healthy")));
    const dates = result
      .records("user_insights")
      .flatMap((row) => (row["business_account_id"] === leaving ? [String(row["date"])] : []));
    expect(dates.length).toBeGreaterThanOrEqual(60);
    expect(dates.length).toBeLessThan(262);
    expect(result.finalState()).toMatchObject({
      bookmarks: {
        user_insights: {
          partitions: expect.arrayContaining([
            expect.objectContaining({
              context: { business_account_id: leaving },
              replication_key: "date",
              replication_key_value: dates.at(-1),
            }),
          ]),
        },
      },
    });
  });
});
