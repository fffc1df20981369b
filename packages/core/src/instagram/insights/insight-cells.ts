import { byHour, isNumber, type InsightEntry } from "./insight-values.ts";
import { utcTimestamp } from "../fields/timestamps.ts";

/** One figure of an answer, and what it is about. */
export interface InsightCell {
  metric: string;
  /** The end of a point of a series, `2026-07-02T07:00:00Z`; `null` where the answer names none. */
  endTime: string | null;
  /** By name: `{ follow_type: "FOLLOWER" }`, or `{ hour: "13" }` for figures per hour. */
  dimensions: { [dimension: string]: string };
  value: number;
}

/**
 * Every figure of an entry: the points of a series, a total, or the parts of a total by `breakdowns`. The parts do not
 * add up to the total, so the total of a split metric is left out. Dimensions are found by name: the API can add others.
 */
export function cellsOf(entry: InsightEntry, breakdowns?: readonly string[]): InsightCell[] {
  const { name: metric, total_value: total, values = [] } = entry;
  if (breakdowns) return partsOf(entry, breakdowns);
  const points = values.flatMap(({ value, end_time }): InsightCell[] => {
    const endTime = utcTimestamp(end_time);
    if (isNumber(value)) return [{ metric, endTime, dimensions: {}, value }];
    return byHour(value).map(([hour, count]) => ({ metric, endTime, dimensions: { hour }, value: count }));
  });
  if (points.length > 0 || !isNumber(total?.value)) return points;
  return [{ metric, endTime: null, dimensions: {}, value: total.value }];
}

function partsOf(
  { name: metric, total_value: total }: InsightEntry,
  wanted: readonly string[],
): InsightCell[] {
  return (total?.breakdowns ?? []).flatMap(({ dimension_keys: keys, results = [] }) =>
    results.flatMap(({ dimension_values: values, value }): InsightCell[] => {
      const all = new Map(keys.map((dimension, position) => [dimension, values[position]]));
      const dimensions: { [dimension: string]: string } = {};
      for (const dimension of wanted) {
        const category = all.get(dimension);
        if (category === undefined) return [];
        dimensions[dimension] = category;
      }
      return [{ metric, endTime: null, dimensions, value }];
    }),
  );
}
