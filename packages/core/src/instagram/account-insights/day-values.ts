import { utcTimestamp } from "../fields/timestamps.ts";
import {
  byHour,
  isNumber,
  isUnreadableValue,
  singleValue,
  type InsightEntry,
} from "../insights/insight-values.ts";
import type { MetricRequest } from "./metrics/metric-request.ts";

/** The value of a point, or its largest hour. A value of the other kind is none: no column can hold it. */
export function numberIn(value: unknown, { value: kind }: MetricRequest): number | undefined {
  if (isNumber(value)) return kind === "hours" ? undefined : value;
  if (kind === "count") return undefined;
  const hours = byHour(value);
  return hours.length > 0 ? Math.max(...hours.map(([, count]) => count)) : undefined;
}

/** The total, or its largest part. A breakdown without parts means that all parts are zero. */
export function totalIn(entry: InsightEntry): number | undefined {
  const breakdowns = entry.total_value?.breakdowns ?? [];
  const parts = breakdowns.flatMap(({ results = [] }) => results.map(({ value }) => value));
  return singleValue(entry) ?? (breakdowns.length > 0 ? Math.max(0, ...parts) : undefined);
}

/**
 * Whether a point holds something else than what its column takes, or an hour of it does. A number in place of hours is
 * none: it tells of no hour, like the empty answers that are usual there.
 */
export function isUnreadablePoint(value: unknown, metric: MetricRequest): boolean {
  if (numberIn(value, metric) === undefined) return isUnreadableValue(value);
  return typeof value === "object" && value !== null && Object.values(value).some(isUnreadableValue);
}

/** Whether the points of a series name their days, or there are none. Figures without a day belong to no column. */
export function hasDays({ isUnreadable: isWhole, values = [], total_value: total }: InsightEntry): boolean {
  if (isWhole) return false;
  if (values.some(({ end_time }) => utcTimestamp(end_time) !== null)) return true;
  const hasTotal = isNumber(total?.value) || (total?.breakdowns ?? []).length > 0;
  return !hasTotal && values.every(({ value }) => !isNumber(value) && !isUnreadableValue(value));
}

export function isEmptyObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
