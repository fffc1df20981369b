import type { FaultRule } from "@tap-instagram/graph-simulator";
import type { JsonObject } from "@tap-instagram/singer";
import { describe, expect, test } from "vitest";
import { catalogOf, now, run, simulated, type RunResult } from "../../test/run.ts";

const dayMs = 24 * 60 * 60_000;

/** A bad day: every question about figures is answered with HTTP 200, and without any figure. */
const everyAnswerEmpty: readonly FaultRule[] = [
  { match: { template: "/{ig-user}/insights" }, answer: { lie: "no-entries" } },
  { match: { template: "/{media}/insights" }, answer: { lie: "no-entries" } },
  { match: { template: "/{story}/insights" }, answer: { lie: "no-entries" } },
  { match: { template: "/{ig-user}/media" }, answer: { lie: "no-entries", within: "insights" } },
];

const settings = { start_date: "2026-08-01" };
const catalog = catalogOf({
  user_insights: ["reach", "views", "likes"],
  user_insights_breakdowns: "all",
  user_lifetime_insights: "all",
  media_insights: ["reach", "follows"],
  story_insights: ["reach", "replies"],
});
const world = { accounts: [{ posts: 20, stories: 4, followers: 5000, insightDays: 60 }] };

function bookmarkOf(result: RunResult, stream: string): unknown {
  const { bookmarks } = result.finalState() as { bookmarks: { [stream: string]: JsonObject } };
  const [partition] = (bookmarks[stream]?.["partitions"] ?? []) as JsonObject[];
  return partition?.["replication_key_value"];
}

function keysOf(results: readonly RunResult[], stream: string): Set<string> {
  const keys = ["date", "id", "metric", "dimension", "dimension_value"];
  return new Set(
    results.flatMap(({ records }) =>
      records(stream).map((row) => JSON.stringify(keys.map((name) => row[name] ?? null))),
    ),
  );
}

describe("on a day on which the API answers every question about figures with nothing", () => {
  test("a bookmark stays where it was, no record blanks a figure, and a later run is complete", async () => {
    const clock = { at: now };
    const simulator = await simulated({ world, now: () => clock.at });
    const at = { settings, catalog, now: () => clock.at };
    const first = await run(simulator, at);
    expect(first.exitCode).toBe(0);

    clock.at += 6 * dayMs;
    for (const rule of everyAnswerEmpty) simulator.faults.add(rule);
    const bad = await run(simulator, { ...at, state: first.finalState() });
    expect(bad.exitCode).toBe(4);
    for (const stream of Object.keys((first.finalState() as { bookmarks: JsonObject }).bookmarks))
      expect(bad.records(stream)).toEqual([]);
    for (const stream of ["user_insights", "user_insights_breakdowns"])
      expect(bookmarkOf(bad, stream)).toBe(bookmarkOf(first, stream));
    expect(bad.log).toMatch(/user_insights: .*\d+ missing \(\d+ answered without a figure\)/);
    expect(bad.log).toMatch(/media_insights: .*\d+ missing \(\d+ answered without a figure\)/);

    simulator.faults.clear();
    const later = await run(simulator, { ...at, state: bad.finalState() });
    expect(later.exitCode).toBe(0);
    const clean = await run(simulator, at);
    for (const stream of ["user_insights", "user_insights_breakdowns", "media_insights"]) {
      const seen = keysOf([first, bad, later], stream);
      for (const key of keysOf([clean], stream)) expect(seen).toContain(key);
    }
    expect(bookmarkOf(later, "user_insights")).toBe(bookmarkOf(clean, "user_insights"));
  });

  test("a first run claims to have read nothing, says so, and the next one reads everything", async () => {
    const simulator = await simulated({ world });
    for (const rule of everyAnswerEmpty) simulator.faults.add(rule);
    const bad = await run(simulator, { settings, catalog });
    for (const stream of ["user_insights", "user_insights_breakdowns"])
      expect(bookmarkOf(bad, stream)).toBeUndefined();
    expect(bad.messages.filter(({ type }) => type === "RECORD")).toEqual([]);
    expect(bad.log).toMatch(/WARNING user_insights: .*the API has no figure of any day/);
    simulator.faults.clear();
    const later = await run(simulator, { settings, catalog, state: bad.finalState() });
    const clean = await run(simulator, { settings, catalog });
    expect(later.exitCode).toBe(0);
    for (const stream of ["user_insights", "user_insights_breakdowns", "media_insights", "story_insights"])
      expect(later.records(stream)).toEqual(clean.records(stream));
  });

  test("stories have no record, and count as missing where they are many", async () => {
    const simulator = await simulated({ world });
    for (const rule of everyAnswerEmpty) simulator.faults.add(rule);
    const { exitCode, records, log } = await run(simulator, {
      catalog: catalogOf({ stories: ["timestamp"], story_insights: ["reach"] }),
    });
    expect(records("stories")).toHaveLength(4);
    expect(records("story_insights")).toEqual([]);
    expect(exitCode).toBe(4);
    expect(log).toMatch(/story_insights: 4 expected, 0 delivered, 4 missing \(4 answered without a figure\)/);
  });
});

test("an account that never had a figure is no failure, and is asked from the start date again", async () => {
  const simulator = await simulated({
    world: { accounts: [{ posts: 0, stories: 0, followers: 5000 }] },
    behaviour: { emptyInsights: ["account"] },
  });
  const options = { settings, catalog: catalogOf({ user_insights: ["reach", "views"] }) };
  const first = await run(simulator, options);
  expect(first.exitCode).toBe(0);
  expect(first.log).toMatch(/WARNING user_insights: .*the API has no figure of any day/);
  expect(first.bookmarks()).toEqual({ user_insights: {} });
});

test("an account of a few days is not told to have none", async () => {
  const accounts = [{ posts: 0, stories: 0, followers: 5000, insightDays: 3 }];
  const simulator = await simulated({ world: { accounts } });
  const { records, log } = await run(simulator, {
    settings,
    catalog: catalogOf({ user_insights: ["reach", "views"] }),
  });
  expect(records("user_insights")).not.toEqual([]);
  expect(log).not.toContain("no figure of any day");
});

test("days that stay empty between others are asked again for a week, and count as missing meanwhile", async () => {
  const clock = { at: now };
  const simulator = await simulated({ world, now: () => clock.at });
  const options = {
    settings,
    catalog: catalogOf({ user_insights: ["reach", "views"] }),
    now: () => clock.at,
  };
  simulator.faults.add({
    match: { template: "/{ig-user}/insights", asksDay: "2026-09-10", query: { metric: "views" } },
    answer: { lie: "no-entries" },
  });
  let result = await run(simulator, options);
  const exitCodes = [result.exitCode];
  for (let day = 0; day < 9; day += 1) {
    clock.at += dayMs;
    result = await run(simulator, { ...options, state: result.finalState() });
    exitCodes.push(result.exitCode);
  }
  expect(exitCodes).toEqual([4, 4, 4, 4, 4, 4, 4, 0, 0, 0]);
  expect(JSON.stringify(result.finalState())).not.toContain("missing_days");
});

describe("a figure that many accounts do not have, and a first run does not get,", () => {
  const figures = ["reach", "reach_days_28", "follower_count", "online_followers"];
  const columns = catalogOf({ user_insights: figures });
  const rowsOf = (results: readonly RunResult[]) => {
    const rows = results.flatMap(({ records }) => records("user_insights"));
    return Object.fromEntries(rows.map((row) => [String(row["date"]), row]));
  };

  test.each([
    ["reach_days_28", { query: { period: "days_28" } }],
    ["follower_count", { asksMetric: "follower_count" }],
    ["online_followers", { asksMetric: "online_followers" }],
  ])("is asked for once more in the next one: %s", async (_, match) => {
    const simulator = await simulated({ world });
    const options = { settings, catalog: columns };
    const clean = await run(simulator, options);

    simulator.faults.add({ match, answer: { lie: "no-entries" } });
    const first = await run(simulator, options);
    simulator.faults.clear();
    const next = await run(simulator, { ...options, state: first.finalState() });
    expect(rowsOf([first, next])).toEqual(rowsOf([clean]));
  });

  test("is not asked for again where the account has too few followers for it", async () => {
    const small = { accounts: [{ posts: 0, followers: 99, insightDays: 60 }] };
    const simulator = await simulated({ world: small });
    const options = { settings, catalog: columns };
    const first = await run(simulator, options);
    expect(JSON.stringify(first.finalState())).not.toContain("missing_days");
  });
});
