/** The form of nearly every timestamp. A day that not every month has, or another zone, takes the longer way. */
const plainTimestamp =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\+0000$/;

/** Seconds since the epoch, from 2001 to 2286. Other parts of the Graph API, such as ads and publishing, write times so. */
const seconds = /^[1-9]\d{9}$/;

/**
 * A Graph timestamp (`2026-01-02T03:04:05+0000`, or seconds since the epoch) as RFC 3339 in UTC (`2026-01-02T03:04:05Z`);
 * `null` for anything else. Databases and JavaScript engines do not agree on the first form.
 *
 * @example
 * ```ts
 * import { utcTimestamp } from "@tap-instagram/core";
 *
 * utcTimestamp("2026-01-02T03:04:05+0000"); // "2026-01-02T03:04:05Z"
 * utcTimestamp(1767323045); // "2026-01-02T03:04:05Z"
 * utcTimestamp(undefined); // null
 * ```
 */
export function utcTimestamp(value: unknown): string | null {
  if (typeof value === "number") return seconds.test(String(value)) ? utcTimestampOf(value * 1000) : null;
  if (typeof value !== "string") return null;
  if (plainTimestamp.test(value)) return `${value.slice(0, 19)}Z`;
  if (seconds.test(value)) return utcTimestampOf(Number(value) * 1000);
  const ms = Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  return Number.isNaN(ms) ? null : utcTimestampOf(ms);
}

/**
 * Milliseconds since the epoch as `2026-01-02T03:04:05Z`.
 *
 * @example
 * ```ts
 * import { utcTimestampOf } from "@tap-instagram/core";
 *
 * utcTimestampOf(Date.UTC(2026, 0, 2, 3, 4, 5)); // "2026-01-02T03:04:05Z"
 * ```
 */
export function utcTimestampOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -".000Z".length)}Z`;
}
