import { parseInstant } from "./instant.ts";

/**
 * Less than 0 when a comes before b. Compares as instants, else as integers, else as text.
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
