import { dayMs, hourMs } from "../../graph/durations.ts";

/** A day of account metrics, in milliseconds since the epoch. It has 23 or 25 hours when the clock changes. */
export interface PacificDay {
  /** The midnight it begins with. */
  startMs: number;
  /** The midnight it ends with: the API's `end_time`. */
  endMs: number;
}

/**
 * The days that end after `fromMs` and not after `toMs`, oldest first. They are those of California, for accounts in all
 * time zones, from 2007 on. Instagram is younger.
 *
 * @example
 * ```ts
 * import { pacificDays, utcTimestampOf } from "@tap-instagram/core";
 *
 * const days = pacificDays(Date.parse("2026-07-01T12:00:00Z"), Date.parse("2026-07-03T12:00:00Z"));
 * days.map(({ endMs }) => utcTimestampOf(endMs)); // ["2026-07-02T07:00:00Z", "2026-07-03T07:00:00Z"]
 * ```
 */
export function pacificDays(fromMs: number, toMs: number): PacificDay[] {
  const days: PacificDay[] = [];
  // The date in standard time. In the first hour of a day in summer that is the day before, which ends too early to count.
  let dateMs = Math.floor((fromMs - standardMs) / dayMs) * dayMs;
  for (;;) {
    const startMs = midnightMs(dateMs);
    dateMs += dayMs;
    const endMs = midnightMs(dateMs);
    if (endMs > toMs) return days;
    if (endMs > fromMs) days.push({ startMs, endMs });
  }
}

/** How far California is behind UTC in winter; in summer it is an hour less. */
const standardMs = 8 * hourMs;

/**
 * When a date begins, given as the midnight of UTC with which it begins there. `Intl` would know, but its first format costs
 * 8 MB and 15 ms: see docs/decisions/0034.
 */
function midnightMs(dateMs: number): number {
  return dateMs + (beginsInSummerTime(dateMs) ? standardMs - hourMs : standardMs);
}

/** Summer time is from 2 o'clock on the second Sunday of March to 2 o'clock on the first Sunday of November. */
function beginsInSummerTime(dateMs: number): boolean {
  const year = new Date(dateMs).getUTCFullYear();
  return dateMs > sundayMs(Date.UTC(year, 2, 8)) && dateMs <= sundayMs(Date.UTC(year, 10, 1));
}

/** The first Sunday from a date on. */
function sundayMs(dateMs: number): number {
  return dateMs + ((7 - new Date(dateMs).getUTCDay()) % 7) * dayMs;
}
