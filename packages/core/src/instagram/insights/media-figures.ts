import * as v from "valibot";
import { insightsBody, singleValue, splitBy, type InsightEntry } from "./insight-values.ts";

/** The figures of one media. A metric without a value is null; one that is not valid for its kind is absent. */
export interface MediaFigures {
  values: { [metric: string]: number | null };
  /** Metrics that were split: `{ navigation: { tap_forward: 30 } }`. */
  splits: { [metric: string]: { [category: string]: number } };
}

/** The figures in an answer to an insights request; `undefined` when it is no such answer. */
export function figuresIn(body: unknown): MediaFigures | undefined {
  const parsed = v.safeParse(insightsBody, body);
  return parsed.success ? figuresOf(parsed.output.data) : undefined;
}

/** The figures of entries, split by the breakdown they were asked with. */
export function figuresOf(entries: readonly InsightEntry[], breakdown?: string): MediaFigures {
  const figures: MediaFigures = { values: {}, splits: {} };
  for (const entry of entries) {
    figures.values[entry.name] = singleValue(entry);
    if (breakdown !== undefined) figures.splits[entry.name] = splitBy(entry, breakdown);
  }
  return figures;
}
