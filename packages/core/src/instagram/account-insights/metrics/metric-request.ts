/** How one account metric is asked for. */
export interface MetricRequest {
  metric: string;
  /** What a point of a series covers; `lifetime` is not about days at all, except for `online_followers`. */
  period: "day" | "week" | "days_28" | "lifetime";
  /** `series`: one request for many days. `total`: the API gives one sum per request, so each day costs a call. */
  shape: "series" | "total";
  /** Dimensions the total is split by: `["follow_type"]`, `["age", "gender"]`. */
  breakdowns?: readonly string[] | undefined;
  /** For the demographics of an engaged or reached audience: a name of `timeframes`. */
  timeframe?: string | undefined;
  /** How many days back the API answers, today excluded. Default: two years. */
  historyDays?: number | undefined;
  /** True where an answer without a number is ordinary: for small accounts, or for what Meta does not document. */
  mayBeEmpty?: boolean | undefined;
}
