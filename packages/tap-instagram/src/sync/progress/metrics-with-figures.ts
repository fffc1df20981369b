import type { KnownMetric } from "@tap-instagram/core/matrix";
import type { JsonObject, JsonValue } from "@tap-instagram/singer";
import * as v from "valibot";

interface Group {
  readonly period: string;
  readonly breakdowns?: readonly string[] | undefined;
  readonly metrics: string[];
}

/** Metrics as a state has them: together those that differ only in their name, because a state is written often. */
export function jsonOfMetrics(metrics: readonly KnownMetric[]): JsonObject[] {
  const groups = new Map<string, Group>();
  for (const { metric, period, breakdowns } of metrics) {
    const key = JSON.stringify([period, breakdowns]);
    const group = groups.get(key) ?? { period, breakdowns, metrics: [] };
    groups.set(key, group);
    group.metrics.push(metric);
  }
  return [...groups.values()].map(({ period, breakdowns, metrics: names }) => ({
    period,
    ...(breakdowns ? { breakdowns: [...breakdowns] } : {}),
    metrics: names,
  }));
}

const groupInState = v.object({
  period: v.picklist(["day", "week", "days_28", "lifetime"]),
  breakdowns: v.optional(v.array(v.string())),
  metrics: v.array(v.string()),
});

/** The metrics of a state; what is none is left out. */
export function metricsIn(value: JsonValue | undefined): KnownMetric[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) => {
    const parsed = v.safeParse(groupInState, one);
    if (!parsed.success) return [];
    const { metrics, ...shared } = parsed.output;
    return metrics.map((metric) => ({ ...shared, metric, mayBeEmpty: false }));
  });
}
