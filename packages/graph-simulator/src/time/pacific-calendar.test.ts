import { expect, test } from "vitest";
import { createPacificCalendar } from "./pacific-calendar.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const calendar = createPacificCalendar();
const hoursOf = (date: string): number => {
  const day = Date.parse(`${date}T00:00:00Z`) / dayMs;
  return (calendar.midnight(day + 1) - calendar.midnight(day)) / hourMs;
};

test("days last 23 and 25 hours when the clocks change", () => {
  expect([hoursOf("2026-03-08"), hoursOf("2026-11-01"), hoursOf("2026-07-01")]).toEqual([23, 25, 24]);
});

test("every instant falls into the day whose midnights enclose it", () => {
  for (const around of ["2026-03-08", "2026-11-01"]) {
    for (let hour = -30; hour < 60; hour += 1) {
      const instant = Date.parse(`${around}T00:30:00Z`) + hour * hourMs;
      const day = calendar.dayOf(instant);
      expect(calendar.midnight(day)).toBeLessThanOrEqual(instant);
      expect(calendar.midnight(day + 1)).toBeGreaterThan(instant);
    }
  }
});

test("every midnight, and the zone around each change of the clocks, is the one that the system knows from 2007 to 2050", () => {
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: "America/Los_Angeles",
    hour: "numeric",
    hourCycle: "h23",
    timeZoneName: "short",
  });
  const systemZone = (instant: number): string | undefined =>
    clock.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value;
  const [first, last] = [Date.UTC(2007, 0, 1) / dayMs, Date.UTC(2050, 11, 31) / dayMs];
  const wrong: string[] = [];
  for (let day = first; day <= last; day += 1) {
    const midnight = calendar.midnight(day);
    if (!clock.format(midnight).startsWith("00")) wrong.push(new Date(midnight).toISOString());
    if (calendar.midnight(day + 1) - midnight === dayMs) continue;
    for (let hour = 0; hour < 25; hour += 0.5) {
      const instant = midnight + hour * hourMs;
      if (systemZone(instant) !== calendar.zoneAt(instant)) wrong.push(new Date(instant).toISOString());
    }
  }
  expect(wrong).toEqual([]);
});

test("a midnight belongs to the day it opens", () => {
  expect(calendar.dayOf(calendar.midnight(20_000))).toBe(20_000);
  expect(calendar.dayOf(calendar.midnight(20_000) - 1)).toBe(19_999);
});
