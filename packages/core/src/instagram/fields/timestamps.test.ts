import fc from "fast-check";
import { expect, test } from "vitest";
import { utcTimestamp, utcTimestampOf } from "./timestamps.ts";

test("a timestamp of the API becomes one in UTC, whatever its day and zone", () => {
  const instant = fc.date({ min: new Date(0), max: new Date("2099-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(instant, fc.integer({ min: -12, max: 14 }), (date, hours) => {
      const ms = Math.floor(date.getTime() / 1000) * 1000;
      const local = utcTimestampOf(ms + hours * 60 * 60_000).slice(0, -1);
      const sign = hours < 0 ? "-" : "+";
      const zone = `${sign}${String(Math.abs(hours)).padStart(2, "0")}00`;
      expect(utcTimestamp(`${local}${zone}`)).toBe(utcTimestampOf(ms));
    }),
  );
});

test.each([1_767_323_045, "1767323045"])(
  "%j is a time in seconds, as other parts of the API write it",
  (value) => {
    expect(utcTimestamp(value)).toBe("2026-01-02T03:04:05Z");
  },
);

test.each([
  "2026-13-01T00:00:00+0000",
  "2026-01-32T00:00:00+0000",
  "2026-01-01T25:00:00+0000",
  "",
  5,
  1_767_323_045_000,
  null,
])("%j is no timestamp", (value) => {
  expect(utcTimestamp(value)).toBeNull();
});
