import type { MetricRequest } from "./metric-request.ts";
import { userMetrics } from "./user-metrics.ts";

/** What is asked of a metric, where the rest follows from what is known of it. */
export interface MetricQuery {
  metric: string;
  period: MetricRequest["period"];
  /** Default: a series where the metric has one and nothing splits it, else a total. */
  metricType?: "time_series" | "total_value" | undefined;
  /** Dimensions to split it by, one or two. */
  breakdowns?: readonly string[] | undefined;
  timeframe?: string | undefined;
}

/**
 * The request that a wish comes to. A metric nobody has heard of is asked for all the same: the API knows best.
 * https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights
 *
 * @example
 * ```ts
 * import { createGraphClient, createUserReportReader } from "@tap-instagram/core";
 * import { metricRequestOf } from "@tap-instagram/core/matrix";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const audience = metricRequestOf({
 *   metric: "follower_demographics",
 *   period: "lifetime",
 *   breakdowns: ["age", "gender"],
 * });
 * const report = createUserReportReader(graph, { metrics: [audience], nowMs: Date.now() });
 * ```
 */
export function metricRequestOf({
  metric,
  period,
  metricType,
  breakdowns,
  timeframe,
}: MetricQuery): MetricRequest {
  const series = userMetrics.find((known) => known.metric === metric && known.shape === "series");
  const isSplit = breakdowns !== undefined || period === "lifetime";
  const isSeries =
    metricType === undefined
      ? !isSplit && (series !== undefined || period !== "day")
      : metricType === "time_series";
  return {
    metric,
    period,
    shape: isSeries ? "series" : "total",
    breakdowns,
    timeframe,
    historyDays: isSeries ? series?.historyDays : undefined,
    mayBeEmpty: mayBeEmpty(metric, period),
  };
}

/** A metric that nothing is known of may be anything. */
function mayBeEmpty(metric: string, period: MetricRequest["period"]): boolean {
  const known = userMetrics.find((one) => one.metric === metric && one.period === period);
  return known?.mayBeEmpty !== false;
}
