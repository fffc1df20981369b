/** A day of account metrics, in milliseconds since the epoch. It lasts 23 or 25 hours where the clock changes. */
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
 * The calendar that account metrics are counted by, whatever the account's own zone. Made anew for each use, because
 * loading the time zone takes longer than all else a command without any dates does.
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

  /** Months and days count from 1, and may overflow. */
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
