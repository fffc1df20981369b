import { describe, expect, test } from "vitest";
import { catalogOf, discoveryCalls, run, simulated } from "../../../test/run.ts";

const stream = "user_insights_breakdowns";
const catalog = catalogOf({ [stream]: "all" });
const settings = { start_date: "2026-09-01" };
const world = { accounts: [{ posts: 0, followers: 5000 }] };

describe("figures split by dimension", () => {
  test("come once per day, metric, dimension and part, for three calls a day", async () => {
    const simulator = await simulated({ world });
    const { exitCode, records, finalState } = await run(simulator, { catalog, settings });
    expect(exitCode).toBe(0);
    const rows = records(stream);
    const keys = rows.map(({ date, metric, dimension, dimension_value: part }) =>
      [date, metric, dimension, part].join(),
    );
    expect(new Set(keys).size).toBe(rows.length);
    expect(new Set(rows.map(({ dimension, metric }) => `${dimension}: ${metric}`))).toEqual(
      new Set([
        ...["reach", "views", "total_interactions", "likes", "comments", "shares", "saves"].map(
          (metric) => `media_product_type: ${metric}`,
        ),
        ...["reach", "views", "follows_and_unfollows"].map((metric) => `follow_type: ${metric}`),
        "contact_button_type: profile_links_taps",
      ]),
    );
    const dates = rows.map(({ date }) => String(date));
    expect(dates).toEqual(dates.toSorted());
    // 21 days that are over, and what it takes to find the account.
    expect(new Set(dates).size).toBe(21);
    expect(simulator.requests().quotaCalls).toBe(discoveryCalls + 21 * 3);
    expect(finalState()).toMatchObject({
      bookmarks: { [stream]: { partitions: [{ replication_key_value: "2026-09-21T07:00:00Z" }] } },
    });
  });

  test("agree with what the API says of each part", async () => {
    const simulator = await simulated({ world });
    const { records } = await run(simulator, { catalog, settings });
    const follows = records(stream).filter(({ metric }) => metric === "follows_and_unfollows");
    const whole = await run(simulator, {
      catalog: catalogOf({ user_insights: ["followed", "unfollowed"] }),
      settings,
    });
    for (const { date, followed, unfollowed } of whole.records("user_insights")) {
      const parts = Object.fromEntries(
        follows.filter((row) => row["date"] === date).map((row) => [row["dimension_value"], row["value"]]),
      );
      expect(parts).toEqual({ FOLLOWER: followed, NON_FOLLOWER: unfollowed });
    }
  });

  test("go on from the bookmark, with the look-back, while user_insights has its own", async () => {
    const simulator = await simulated({ world });
    const first = await run(simulator, {
      catalog: catalogOf({ user_insights: ["views"] }),
      settings,
    });
    simulator.clearRequests();
    const second = await run(simulator, {
      catalog: catalogOf({ user_insights: ["views"], [stream]: "all" }),
      settings,
      state: first.finalState(),
    });
    expect(new Set(second.records(stream).map(({ date }) => date)).size).toBe(21);
    expect(second.records("user_insights")).toHaveLength(3);
    expect(simulator.requests().quotaCalls).toBe(discoveryCalls + 21 * 3 + 3);
    const third = await run(simulator, { catalog, settings, state: second.finalState() });
    expect(new Set(third.records(stream).map(({ date }) => date)).size).toBe(3);
  });

  test("keep parts nobody has heard of", async () => {
    const simulator = await simulated({ world });
    simulator.faults.add({
      match: { template: "/{ig-user}/insights", query: { breakdown: "contact_button_type" }, times: 1 },
      answer: {
        status: 200,
        body: {
          data: [
            {
              name: "profile_links_taps",
              period: "day",
              total_value: {
                value: 3,
                breakdowns: [
                  {
                    dimension_keys: ["contact_button_type"],
                    results: [{ dimension_values: ["TELEPATHY"], value: 3 }],
                  },
                ],
              },
            },
          ],
        },
      },
    });
    const { records } = await run(simulator, { catalog, settings });
    expect(records(stream).map((row) => row["dimension_value"])).toContain("TELEPATHY");
  });

  test("are the others' alone where the API refuses a metric, which is told", async () => {
    const simulator = await simulated({ world });
    simulator.change({ removeMetric: "profile_links_taps", from: "user" });
    const { exitCode, records, log } = await run(simulator, { catalog, settings });
    expect(exitCode).toBe(0);
    expect(new Set(records(stream).map(({ dimension }) => dimension))).toEqual(
      new Set(["media_product_type", "follow_type"]),
    );
    expect(log).toContain(`refuses these metrics of ${stream}, so they have no values: profile_links_taps`);
  });
});
