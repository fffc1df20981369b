import * as v from "valibot";
import { isUnreadableTotal, singleValue, splitBy, type InsightEntry } from "./insight-values.ts";
import { insightsBody } from "./insights-body.ts";

/** The figures of one media. A metric without a value is `null`; a metric that its kind does not have is absent. */
export interface MediaFigures {
  values: { [metric: string]: number | null };
  /** Metrics with a breakdown: `{ navigation: { tap_forward: 30 } }`. */
  splits: { [metric: string]: { [category: string]: number } };
  /** Metrics that came in a form that is not a figure, or with such parts. */
  unreadable?: readonly string[] | undefined;
}

/** The figures of an insights answer; `undefined` for anything else. */
export function figuresIn(body: unknown): MediaFigures | undefined {
  const parsed = v.safeParse(insightsBody, body);
  return parsed.success ? figuresOf(parsed.output.data) : undefined;
}

/** The figures of entries, split by the breakdown of the request. */
export function figuresOf(entries: readonly InsightEntry[], breakdown?: string): MediaFigures {
  const figures: MediaFigures = { values: {}, splits: {} };
  for (const entry of entries) {
    figures.values[entry.name] = singleValue(entry);
    // Without parts they are all zero, but an answer without a value says nothing of them.
    const isAnswered = figures.values[entry.name] !== null || entry.total_value?.breakdowns !== undefined;
    if (isUnreadableTotal(entry)) figures.unreadable = [...(figures.unreadable ?? []), entry.name];
    if (breakdown !== undefined && isAnswered) figures.splits[entry.name] = splitBy(entry, breakdown);
  }
  return figures;
}
