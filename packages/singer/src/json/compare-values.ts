import { parseInstant } from "./instant.ts";

/**
 * Less than 0 when a comes before b: as instants, else as integers, else as text.
 *
 * @example
 * ```ts
 * import { compareValues } from "@tap-instagram/singer";
 *
 * compareValues("2026-01-31T12:00:00+02:00", "2026-01-31T11:00:00Z") < 0; // true: an hour before
 * ["1000", "999"].toSorted(compareValues); // ["999", "1000"]
 * ```
 */
export function compareValues(a: string, b: string): number {
  const [left, right] = [parseInstant(a), parseInstant(b)];
  if (left !== undefined && right !== undefined) return left - right;
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) return a.length - b.length || compareText(a, b);
  return compareText(a, b);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
