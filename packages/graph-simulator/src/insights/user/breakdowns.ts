import { hash32 } from "../../random/hash.ts";

/** Values of the dimensions, upper-case on this endpoint. */
const breakdownValues: Readonly<Record<string, readonly string[]>> = {
  follow_type: ["FOLLOWER", "NON_FOLLOWER", "UNKNOWN"],
  media_product_type: ["POST", "REEL", "STORY", "CAROUSEL_CONTAINER", "AD", "IGTV"],
  contact_button_type: ["BOOK_NOW", "CALL", "DIRECTION", "EMAIL", "INSTANT_EXPERIENCE", "TEXT", "UNDEFINED"],
};

function combinations(dimensions: readonly string[]): string[][] {
  let rows: string[][] = [[]];
  for (const dimension of dimensions) {
    rows = rows.flatMap((row) => (breakdownValues[dimension] ?? []).map((value) => [...row, value]));
  }
  return rows;
}

/**
 * The parts of a total. They do not add up to it; empty ones are left out, and `results` with them when nothing
 * is left.
 */
export function userBreakdown(
  subject: string,
  dimensions: readonly string[],
  total: number,
): Record<string, unknown> {
  const rows = combinations(dimensions);
  const weights = rows.map((row) => (hash32(subject, ...row) % 97) / (row.includes("UNKNOWN") ? 20 : 1));
  const sum = Math.max(
    1,
    weights.reduce((left, right) => left + right, 0),
  );
  const results = rows
    .map((dimension_values, index) => ({
      dimension_values,
      value: Math.floor((total * 0.98 * (weights[index] ?? 0)) / sum),
    }))
    .filter(({ value }) => value > 0);
  return { dimension_keys: dimensions, ...(results.length > 0 ? { results } : {}) };
}
