import { expect, test } from "vitest";
import { createPacificCalendar } from "./pacific-calendar.ts";

const hourMs = 3_600_000;
const calendar = createPacificCalendar();
const hoursOf = (date: string): number => {
  const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
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

test("a midnight belongs to the day it opens", () => {
  expect(calendar.dayOf(calendar.midnight(20_000))).toBe(20_000);
  expect(calendar.dayOf(calendar.midnight(20_000) - 1)).toBe(19_999);
});
