import type { JsonObject, JsonValue } from "@tap-instagram/singer";
import { describe, expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../../test/run.ts";

const hourMs = 60 * 60_000;
const world = { accounts: [{ posts: 0, followers: 5000 }] };
const catalog = catalogOf({ user_insights: ["reach"] });
const twoYears = { catalog, reachesBack: "two years" } as const;
/** Two years of windows, after one call per window that finds where the figures begin. */
const windows = 25;
const lookbackDays = 3;

describe("two years of an account's days", () => {
  test("are there, each once and in order, 23 and 25 hours long where the clock changes", async () => {
    const simulator = await simulated({ world });
    const { exitCode, records } = await run(simulator, twoYears);
    expect(exitCode).toBe(0);
    const ends = records("user_insights").map(({ date }) => Date.parse(String(date)));
    const days = simulator.world.accounts[0]?.days;
    expect(ends).toHaveLength(729);
    expect(ends.at(-1)).toBe(Date.parse(String(days?.lastClosed).replace("+0000", "Z")));
    const lengths = ends.slice(1).map((endMs, index) => (endMs - (ends[index] ?? 0)) / hourMs);
    const odd = lengths.flatMap((hours, index) =>
      hours === 24 ? [] : [`${new Date(ends[index + 1] ?? 0).toISOString().slice(0, 13)} ${hours}`],
    );
    expect(odd).toEqual(["2024-11-04T08 25", "2025-03-10T07 23", "2025-11-03T08 25", "2026-03-09T07 23"]);
  });

  test.each([1, 2, 13, windows])(
    "are the same when a run fails in window %i and another goes on",
    async (window) => {
      const simulator = await simulated({ world });
      const clean = (await run(simulator, twoYears)).records("user_insights");
      simulator.faults.add({
        match: { template: "/{ig-user}/insights", nth: windows + window },
        answer: "null-item",
      });
      const broken = await run(simulator, { ...twoYears, settings: { max_retries: 0 } });
      expect(broken.exitCode).toBe(4);
      expect(broken.records("user_insights")).toHaveLength((window - 1) * 30);
      simulator.faults.clear();
      const rest = await run(simulator, { ...twoYears, state: broken.finalState() });
      expect(rest.exitCode).toBe(0);
      const all = [...broken.records("user_insights"), ...rest.records("user_insights")];
      expect(keyed(all)).toEqual(clean);
      expect(all.length).toBe(clean.length + (window > 1 ? lookbackDays : 0));
    },
  );

  test("are the same when one run after the other is stopped on its way", async () => {
    const simulator = await simulated({ world });
    const clean = (await run(simulator, twoYears)).records("user_insights");
    const all: JsonObject[] = [];
    let state: JsonValue = {};
    let runs = 0;
    for (let isDone = false; !isDone; runs += 1) {
      const stopped = await run(simulator, {
        ...twoYears,
        state,
        onStdout: (chunk, host) => {
          if (chunk.includes('"type":"STATE"')) host.send("SIGTERM");
        },
      });
      expect(stopped.exitCode).toBe(0);
      all.push(...stopped.records("user_insights"));
      isDone = all.at(-1)?.["date"] === clean.at(-1)?.["date"];
      state = stopped.finalState();
    }
    // Lines are written some at a time, so that a stop comes a few windows later.
    expect(runs).toBeGreaterThan(3);
    expect(keyed(all)).toEqual(clean);
    expect(all.length).toBe(clean.length + (runs - 1) * lookbackDays);
  });
});

describe("the 30 days that follower_count and online_followers reach back", () => {
  test("are told once in the log, and in the columns", async () => {
    const simulator = await simulated({ world });
    const { log, messages } = await run(simulator, {
      catalog: catalogOf({ user_insights: ["reach", "follower_count", "online_followers"] }),
      settings: { start_date: "2026-07-01" },
    });
    const told = log.match(/user_insights: the API keeps .*/g);
    expect(told).toEqual([
      "user_insights: the API keeps follower_count and online_followers for 30 days only, the other figures for two years",
    ]);
    const schema = messages.find((message) => message.type === "SCHEMA");
    const columns = schema?.type === "SCHEMA" ? schema.schema.properties : undefined;
    for (const name of ["follower_count", "online_followers"])
      expect(columns?.[name]?.description).toContain("goes back 30 days only");
  });

  test("are nobody's business who selects neither", async () => {
    const simulator = await simulated({ world });
    const { log } = await run(simulator, { catalog, settings: { start_date: "2026-09-01" } });
    expect(log).not.toContain("for 30 days only");
  });
});

describe("the plain day of the figures", () => {
  // Summer time ends on 2 November 2025: midnights before it are at 7 o'clock in UTC, later ones at 8.
  const dates = ["2025-11-01T07:00:00Z", "2025-11-02T07:00:00Z", "2025-11-03T08:00:00Z"];

  test.each([
    { reading: {}, days: ["2025-10-31", "2025-11-01", "2025-11-02"] },
    { reading: { insights_day: "ends_at_date" }, days: ["2025-10-31", "2025-11-01", "2025-11-02"] },
    { reading: { insights_day: "begins_at_date" }, days: ["2025-11-01", "2025-11-02", "2025-11-03"] },
  ])("follows the setting: $reading", async ({ reading, days }) => {
    const simulator = await simulated({ world });
    const { records } = await run(simulator, {
      catalog: catalogOf({ user_insights: ["reach", "day"] }),
      settings: { start_date: "2025-10-30", ...reading },
    });
    const dayOf = new Map(records("user_insights").map(({ date, day }) => [date, day]));
    expect(dates.map((date) => dayOf.get(date))).toEqual(days);
  });
});

/** What a target that knows the key ends up with, in order. */
function keyed(records: readonly JsonObject[]): JsonObject[] {
  const byDate = new Map(records.map((record) => [String(record["date"]), record]));
  return [...byDate].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record);
}
