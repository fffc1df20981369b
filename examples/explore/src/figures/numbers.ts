import type { Value } from "../tables/tables.ts";

/** A number of a row; null stays null and never becomes 0. */
export function numberOf(value: Value | undefined): number | null {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** A text of a row. */
export function textOf(value: Value | undefined): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}
