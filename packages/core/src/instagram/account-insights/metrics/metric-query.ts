import type { MetricRequest } from "./metric-request.ts";
import { userMetrics } from "./user-metrics.ts";

/** What to ask of a metric. The rest of the request follows from the table of metrics. */
export interface MetricQuery {
  metric: string;
  period: MetricRequest["period"];
  /** Default: a series if the metric has one and there are no breakdowns, or else a total. */
  metricType?: "time_series" | "total_value" | undefined;
  /** Dimensions to split it by, one or two. */
  breakdowns?: readonly string[] | undefined;
  timeframe?: string | undefined;
}

/**
 * The request for a query. Unknown metrics are requested too; the API decides.
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
    value: isSeries ? series?.value : undefined,
  };
}

/** A metric that nothing is known of may be anything. */
function mayBeEmpty(metric: string, period: MetricRequest["period"]): boolean {
  const known = userMetrics.find((one) => one.metric === metric && one.period === period);
  return known?.mayBeEmpty !== false;
}
