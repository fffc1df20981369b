import type { Metric } from "./graph.ts";
import type { Figure } from "./shapes.ts";

/** The parts of a total, by the name of each. */
export function partsOf(metric: Metric | undefined): Map<string, number> {
  const results = metric?.total_value?.breakdowns?.[0]?.results ?? [];
  return new Map(results.map(({ dimension_values: [name = ""], value }) => [name, value]));
}

/** The API writes a zone without a colon. */
export function isoOf(time: string): string {
  return new Date(time.replace(/\+0000$/, "Z")).toISOString();
}

/** A text of a node; null where it has none. */
export function textOf(node: Metric, field: string): string | null {
  return (node[field] as string | undefined) ?? null;
}

/** A number of a node; null where it has none. */
export function figureOf(node: Metric, field: string): Figure {
  return (node[field] as Figure | undefined) ?? null;
}
