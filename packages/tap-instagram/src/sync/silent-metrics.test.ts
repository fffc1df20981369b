import type { FaultRule } from "@tap-instagram/graph-simulator";
import type { JsonObject, JsonValue } from "@tap-instagram/singer";
import { describe, expect, test } from "vitest";
import { catalogOf, now, run, simulated, type RunResult } from "../../test/run.ts";

const dayMs = 24 * 60 * 60_000;
const settings = { start_date: "2026-09-01" };
const catalog = catalogOf({ user_insights: ["reach", "views"] });
const world = { accounts: [{ posts: 0, insightDays: 60, followers: 5000 }] };
const series = { template: "/{ig-user}/insights", asksMetric: "reach" } as const;
const totals = { template: "/{ig-user}/insights", asksMetric: "views" } as const;

/** What a target holds after some runs. */
function rowsAfter(results: readonly RunResult[]): Map<JsonValue | undefined, JsonObject> {
  return new Map(
    results.flatMap(({ records }) => records("user_insights").map((row) => [row["date"], row] as const)),
  );
}

/** Plays a healthy run, one a day with a lie, and a healthy one. The last result is of a clean run at the end. */
async function play(lie: FaultRule, days: number) {
  const clock = { at: now };
  const simulator = await simulated({ world, now: () => clock.at });
  const next = (state?: JsonValue) => run(simulator, { settings, catalog, state, now: () => clock.at });
  const first = await next();
  simulator.faults.add(lie);
  const lying: RunResult[] = [];
  for (let day = 0; day < days; day += 1) {
    clock.at += dayMs;
    lying.push(await next((lying.at(-1) ?? first).finalState()));
  }
  simulator.faults.clear();
  clock.at += dayMs;
  const healthy = await next(lying.at(-1)?.finalState());
  return { first, lying, healthy, clean: await next() };
}

describe("a metric that the API leaves out, although it gave it in earlier runs,", () => {
  test.each([
    ["a series", { match: series, answer: { lie: "no-values" } }, 1],
    ["a series, for five days", { match: series, answer: { lie: "no-values" } }, 5],
    ["a total, for five days", { match: totals, answer: { lie: "no-entries" } }, 5],
  ] satisfies [string, FaultRule, number][])("is missing, and comes later: %s", async (_, lie, days) => {
    const { first, lying, healthy, clean } = await play(lie, days);
    expect([first, ...lying, healthy].map(({ exitCode }) => exitCode)).toEqual([0, ...lying.map(() => 4), 0]);
    for (const { log } of lying)
      expect(log).toMatch(/missing \(\d+ answered without a figure: (reach|views)\)/);
    const before = rowsAfter([first]);
    for (const [date, row] of rowsAfter([first, ...lying]))
      if (before.has(date)) expect(row, "blanks no figure").toEqual(before.get(date));
    const wanted = rowsAfter([clean]);
    const held = rowsAfter([first, ...lying, healthy]);
    for (const [date, row] of wanted) expect(held.get(date)).toEqual(row);
  });

  test("is no longer expected after a week without it", async () => {
    const { lying, healthy } = await play({ match: totals, answer: { lie: "no-entries" } }, 16);
    expect(lying[5]?.exitCode).toBe(4);
    expect(lying.at(-1)?.exitCode).toBe(0);
    expect(healthy.records("user_insights").at(-1)?.["views"]).toEqual(expect.any(Number));
  });
});
