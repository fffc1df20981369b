import * as v from "valibot";
import { insightsBody, singleValue, splitBy } from "./insight-values.ts";

/** The figures of one media. A metric without a value is null; one that is not valid for its kind is absent. */
export interface MediaFigures {
  values: { [metric: string]: number | null };
  /** Metrics that were split: `{ navigation: { tap_forward: 30 } }`. */
  splits: { [metric: string]: { [category: string]: number } };
}

/** The figures in an answer to an insights request, split by its breakdown; `undefined` when it is no such answer. */
export function figuresOf(body: unknown, breakdown?: string): MediaFigures | undefined {
  const parsed = v.safeParse(insightsBody, body);
  if (!parsed.success) return undefined;
  const figures: MediaFigures = { values: {}, splits: {} };
  for (const entry of parsed.output.data) {
    figures.values[entry.name] = singleValue(entry);
    if (breakdown !== undefined) figures.splits[entry.name] = splitBy(entry, breakdown);
  }
  return figures;
}
