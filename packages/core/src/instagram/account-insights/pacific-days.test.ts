import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pacificDays } from "./pacific-days.ts";
import { dayMs, hourMs } from "../../graph/durations.ts";

const iso = (ms: number) => new Date(ms).toISOString();

describe("days that end at midnight in California", () => {
  test("are 24 hours long, 23 and 25 where the clock changes", () => {
    const days = pacificDays(Date.UTC(2026, 0, 1, 8), Date.UTC(2027, 0, 1, 8));
    const odd = days.filter(({ startMs, endMs }) => endMs - startMs !== 24 * hourMs);
    expect(days).toHaveLength(365);
    expect(odd.map(({ startMs, endMs }) => [iso(endMs), (endMs - startMs) / hourMs])).toEqual([
      ["2026-03-09T07:00:00.000Z", 23],
      ["2026-11-02T08:00:00.000Z", 25],
    ]);
  });

  test("are those of the time zone database, from 2007 to 2050", () => {
    const hour = new Intl.DateTimeFormat("en-US", {
      timeZone: "America/Los_Angeles",
      hourCycle: "h23",
      hour: "numeric",
    });
    const midnights = pacificDays(Date.UTC(2007, 0, 1, 8), Date.UTC(2050, 0, 1, 8)).map(({ endMs }) => endMs);
    expect(midnights.filter((ms) => Number(hour.format(ms)) !== 0).map(iso)).toEqual([]);
    expect(midnights).toHaveLength((Date.UTC(2050, 0) - Date.UTC(2007, 0)) / dayMs);
  });

  test("are those that end after the first instant and not after the last", () => {
    const midnight = Date.UTC(2026, 6, 2, 7);
    expect(pacificDays(midnight, midnight)).toEqual([]);
    expect(pacificDays(midnight - 1, midnight)).toEqual([
      { startMs: midnight - 24 * hourMs, endMs: midnight },
    ]);
    expect(pacificDays(midnight, midnight + 24 * hourMs - 1)).toEqual([]);
  });

  test("follow one another without a gap, whatever the range", () => {
    const instant = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) });
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 900 * 24 * hourMs }), (fromMs, lengthMs) => {
        const days = pacificDays(fromMs, fromMs + lengthMs);
        for (const [index, day] of days.entries()) {
          expect(day.endMs).toBeGreaterThan(fromMs);
          expect(day.endMs).toBeLessThanOrEqual(fromMs + lengthMs);
          if (index > 0) expect(day.startMs).toBe(days[index - 1]?.endMs);
        }
        expect(days.length).toBeGreaterThanOrEqual(Math.floor(lengthMs / (25 * hourMs)) - 1);
      }),
      { numRuns: 40 },
    );
  });
});
