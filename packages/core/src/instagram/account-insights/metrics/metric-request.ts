/** How to request one account metric. */
export interface MetricRequest {
  metric: string;
  /** What a point of a series covers. `lifetime` has no days, except for `online_followers`. */
  period: "day" | "week" | "days_28" | "lifetime";
  /** `series`: one request for many days. `total`: one sum per request, so each day costs a call. */
  shape: "series" | "total";
  /** The dimensions that split the total: `["follow_type"]`, `["age", "gender"]`. */
  breakdowns?: readonly string[] | undefined;
  /** For the demographics of an engaged or reached audience: a name of `timeframes`. */
  timeframe?: string | undefined;
  /** How many days the API goes back, without today. Default: two years. */
  historyDays?: number | undefined;
  /** True where an answer without a number is ordinary: for small accounts, or for what Meta does not document. */
  mayBeEmpty?: boolean | undefined;
  /** What a value is: a number, or a number per hour of the day. Default: either. */
  value?: "count" | "hours" | undefined;
}
