import type { JsonObject, JsonValue } from "@tap-instagram/singer";
import { checkSafeSchema } from "@tap-instagram/singer/testing";
import { describe, expect, test } from "vitest";
import { catalogOf, discoveryCalls, run, simulated } from "../../test/run.ts";
import { declarations } from "../catalog.ts";
import { streamGroups } from "../registry.ts";

const world = { accounts: [{ posts: 0, followers: 5000 }] };
const splitReport = {
  name: "by_follow_type",
  metrics: ["reach", "views", "follows_and_unfollows"],
  period: "day" as const,
  breakdown: ["follow_type"],
};
const towns = {
  name: "towns",
  metrics: ["follower_demographics"],
  period: "lifetime" as const,
  breakdown: ["city"],
};

function settingsOf(...reports: JsonValue[]): JsonObject {
  return { start_date: "2026-09-01", custom_reports: reports };
}

async function runReport(
  report: JsonObject & { name: string },
  options: { followers?: number | undefined } = {},
) {
  const simulator = await simulated({
    world: { accounts: [{ posts: 0, followers: options.followers ?? 5000 }] },
  });
  const stream = `report_${report.name}`;
  const result = await run(simulator, {
    settings: settingsOf(report),
    catalog: catalogOf({ [stream]: "all" }),
  });
  return { ...result, simulator, rows: result.records(stream) };
}

describe("a custom report", () => {
  test("is a stream of the catalog, selected, with a schema every target takes", async () => {
    const simulator = await simulated({ world });
    const { messages } = await run(simulator, {
      settings: settingsOf(splitReport, towns),
      args: ["--test=schema"],
    });
    const schemas = messages.flatMap((message) =>
      message.type === "SCHEMA" && message.stream.startsWith("report_") ? [message] : [],
    );
    expect(schemas.map(({ stream, key_properties: keys }) => [stream, keys])).toEqual([
      ["report_by_follow_type", ["business_account_id", "date", "follow_type"]],
      ["report_towns", ["business_account_id", "snapshot_date", "city"]],
    ]);
    const declared = declarations(streamGroups({ custom_reports: [splitReport, towns] }));
    for (const { name, schema, keyProperties } of declared.filter((one) => one.name.startsWith("report_"))) {
      expect([name, checkSafeSchema(schema, keyProperties)]).toEqual([name, []]);
    }
  });

  test("of split totals has a row per day and part, a column per metric, one call per day", async () => {
    const { exitCode, rows, simulator } = await runReport(splitReport);
    expect(exitCode).toBe(0);
    expect(simulator.requests().quotaCalls).toBe(discoveryCalls + 21);
    expect(new Set(rows.map(({ date }) => date)).size).toBe(21);
    const keys = rows.map(({ date, follow_type: type }) => `${date} ${type}`);
    expect(new Set(keys).size).toBe(rows.length);
    expect(Object.keys(rows[0] ?? {})).toEqual([
      "business_account_id",
      "page_id",
      "date",
      "day",
      "follow_type",
      "reach",
      "views",
      "follows_and_unfollows",
    ]);
    const unknown = rows.find((row) => row["follow_type"] === "UNKNOWN");
    expect(unknown).toMatchObject({ reach: expect.any(Number), follows_and_unfollows: null });
  });

  test("asks each metric in the way it answers: a series at once, totals day by day", async () => {
    const report = { name: "mixed", metrics: ["reach", "follower_count", "views"], period: "day" };
    const { exitCode, rows, simulator, log } = await runReport(report);
    expect(exitCode).toBe(0);
    expect(rows).toHaveLength(21);
    expect(simulator.requests().quotaCalls).toBe(discoveryCalls + 2 + 21);
    for (const row of rows)
      expect(row).toMatchObject({ reach: expect.any(Number), views: expect.any(Number) });
    expect(log).toContain("report_mixed: the API keeps follower_count for 30 days only");
  });

  test("of a lifetime metric is a snapshot, told apart by dimension", async () => {
    const report = {
      name: "crowd",
      metrics: ["engaged_audience_demographics", "reached_audience_demographics"],
      period: "lifetime",
      breakdown: ["age", "gender"],
      timeframe: "this_month",
    };
    const { exitCode, rows, simulator, bookmarks } = await runReport(report);
    expect(exitCode).toBe(0);
    expect(simulator.requests().quotaCalls).toBe(discoveryCalls + 1);
    expect(new Set(rows.map(({ age, gender }) => `${age} ${gender}`)).size).toBe(rows.length);
    expect(rows).toHaveLength(7 * 3);
    for (const row of rows)
      expect(row).toMatchObject({ snapshot_date: "2026-09-21", timeframe: "this_month" });
    expect(bookmarks()).toEqual({ report_crowd: {} });
  });

  test("may name a timeframe that Meta still lists, for the API to decide", async () => {
    const simulator = await simulated({ world, behaviour: { olderTimeframes: "serve" } });
    const report = {
      name: "crowd",
      metrics: ["engaged_audience_demographics"],
      period: "lifetime",
      breakdown: "country",
      timeframe: "prev_month",
    };
    const { exitCode, records } = await run(simulator, {
      settings: settingsOf(report),
      catalog: catalogOf({ report_crowd: "all" }),
    });
    expect(exitCode).toBe(0);
    expect(new Set(records("report_crowd").map(({ timeframe }) => timeframe))).toEqual(
      new Set(["prev_month"]),
    );
  });

  test("keeps a bookmark of its own", async () => {
    const { finalState, simulator } = await runReport({
      name: "reach",
      metrics: ["reach"],
      period: "days_28",
    });
    expect(finalState()).toMatchObject({
      bookmarks: { report_reach: { partitions: [{ replication_key_value: "2026-09-21T07:00:00Z" }] } },
    });
    const next = await run(simulator, {
      settings: settingsOf({ name: "reach", metrics: ["reach"], period: "days_28" }),
      catalog: catalogOf({ report_reach: "all" }),
      state: finalState(),
    });
    expect(next.records("report_reach")).toHaveLength(3);
  });

  test("costs nothing for metrics that the catalog leaves out", async () => {
    const simulator = await simulated({ world });
    const report = { name: "two", metrics: ["reach", "views"], period: "day" };
    const metadata = [
      { breadcrumb: [], metadata: { selected: true } },
      { breadcrumb: ["properties", "views"], metadata: { selected: false } },
    ];
    const { records } = await run(simulator, {
      settings: settingsOf(report),
      catalog: { streams: [{ tap_stream_id: "report_two", stream: "report_two", schema: {}, metadata }] },
    });
    expect(records("report_two")).toHaveLength(21);
    expect(simulator.requests().quotaCalls).toBe(discoveryCalls + 1);
  });

  test("is empty, not failed, for an account too small for its metrics", async () => {
    const { exitCode, rows } = await runReport(towns, { followers: 64 });
    expect({ exitCode, rows }).toEqual({ exitCode: 0, rows: [] });
  });
});

describe("what the API refuses of a custom report", () => {
  test("is told, and the rest of it stays", async () => {
    const { exitCode, rows, log } = await runReport({
      ...splitReport,
      metrics: ["views", "likes", "nonsense"],
    });
    expect(exitCode).toBe(0);
    expect(log).toMatch(/WARNING .*refuses these metrics of report_by_follow_type.*: nonsense/);
    expect(log).toMatch(/WARNING .*refuses these metrics of report_by_follow_type.*: likes/);
    expect(rows[0]).toMatchObject({ views: expect.any(Number), likes: null, nonsense: null });
  });

  test.each([
    ["metrics", { name: "bad", metrics: ["nonsense"], period: "day" }, /metric\[0\] must be one of/],
    [
      "the breakdown",
      { name: "bad", metrics: ["views"], period: "day", breakdown: "mood" },
      /breakdown\[0\] must be/,
    ],
    ["the period", { name: "bad", metrics: ["views"], period: "week" }, /following periods \(week\)/],
    [
      "the timeframe",
      {
        name: "bad",
        metrics: ["engaged_audience_demographics"],
        period: "lifetime",
        breakdown: "city",
        timeframe: "prev_month",
      },
      /timeframe/,
    ],
  ] as const)("stops it with the API's own words, when that is all of %s", async (_what, report, words) => {
    const { exitCode, rows, log } = await runReport({ ...report, metrics: [...report.metrics] });
    expect({ exitCode, rows }).toEqual({ exitCode: 4, rows: [] });
    expect(log).toMatch(words);
  });
});

describe("a custom report that cannot be is refused with its place", () => {
  test.each([
    ["no name", { metrics: ["reach"], period: "day" }, "[0].name: not set"],
    ["a name for no table", { name: "Größe", metrics: ["reach"], period: "day" }, '[0].name: found "Größe"'],
    ["no metrics", { name: "a", metrics: [], period: "day" }, "[0].metrics: found an empty list"],
    [
      "metrics twice",
      { name: "a", metrics: ["reach", "reach"], period: "day" },
      "[0].metrics: contains a name twice",
    ],
    ["a column's name", { name: "a", metrics: ["date"], period: "day" }, '[0].metrics.0: found "date"'],
    [
      "another period",
      { name: "a", metrics: ["reach"], period: "hour" },
      '[0].period: found "hour", wanted one of day',
    ],
    ["another key", { name: "a", metrics: ["reach"], period: "day", metrik: 1 }, "[0].metrik: unknown key"],
    ["a split series", { ...splitReport, metric_type: "time_series" }, "[0].metric_type: found"],
    ["a lifetime unsplit", { name: "a", metrics: ["reach"], period: "lifetime" }, "[0].breakdown: not set"],
    [
      "a timeframe of days",
      { ...splitReport, timeframe: "this_week" },
      "[0].timeframe: is for the period lifetime",
    ],
    [
      "hours",
      { name: "a", metrics: ["online_followers"], period: "day" },
      "select the stream online_followers_hourly",
    ],
    [
      "a metric as dimension",
      { ...splitReport, breakdown: "reach" },
      "[0].breakdown: a dimension and a metric have the same name",
    ],
  ])("%s", async (_what, report, words) => {
    const simulator = await simulated({ world });
    const { exitCode, log, messages } = await run(simulator, {
      settings: settingsOf(report),
    });
    expect({ exitCode, messages }).toEqual({ exitCode: 1, messages: [] });
    expect(log).toContain("custom_reports: ");
    expect(log).toContain(words);
    expect(simulator.requests().httpRequests).toBe(0);
  });

  test("two of one name", async () => {
    const simulator = await simulated({ world });
    const report = { name: "a", metrics: ["reach"], period: "day" };
    const { exitCode, log } = await run(simulator, { settings: settingsOf(report, report) });
    expect(exitCode).toBe(1);
    expect(log).toContain('custom_reports[1].name: found "a", which custom_reports[0] has too');
  });
});
