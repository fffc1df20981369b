/** A day of account metrics, in milliseconds since the epoch. It has 23 or 25 hours when the clock changes. */
export interface PacificDay {
  /** The midnight it begins with. */
  startMs: number;
  /** The midnight it ends with: the API's `end_time`. */
  endMs: number;
}

/**
 * The days that end after `fromMs` and not after `toMs`, oldest first.
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
  const calendar = new PacificCalendar();
  const { year, month, day } = calendar.dateAt(fromMs);
  const days: PacificDay[] = [];
  let startMs = calendar.midnight(year, month, day);
  for (let offset = 1; ; offset += 1) {
    const endMs = calendar.midnight(year, month, day + offset);
    if (endMs > toMs) return days;
    if (endMs > fromMs) days.push({ startMs, endMs });
    startMs = endMs;
  }
}

/**
 * The calendar of account metrics, for accounts in all time zones. It is created for each use: loading the time zone is
 * slow, and a command without dates does not need it.
 */
class PacificCalendar {
  readonly #format = new Intl.DateTimeFormat("en-US", {
    timeZone: "America/Los_Angeles",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
  });

  /** Months and days count from 1 and can overflow. */
  midnight(year: number, month: number, day: number): number {
    const inDaylightTime = Date.UTC(year, month - 1, day, 7);
    return this.dateAt(inDaylightTime).hour === 0 ? inDaylightTime : Date.UTC(year, month - 1, day, 8);
  }

  dateAt(ms: number): { year: number; month: number; day: number; hour: number } {
    const parts = new Map(this.#format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    return { year: part("year"), month: part("month"), day: part("day"), hour: part("hour") };
  }
}
