/** How one account metric is asked for. */
export interface MetricRequest {
  metric: string;
  /** What a point of a series covers; `lifetime` is not about days at all, except for `online_followers`. */
  period: "day" | "week" | "days_28" | "lifetime";
  /** `series`: one request for many days. `total`: the API gives one sum per request, so each day costs a call. */
  kind: "series" | "total";
  /** Dimensions the total is split by, with commas between: `follow_type`, `age,gender`. */
  breakdown?: string | undefined;
  /** For the demographics of an engaged or reached audience: a name of `timeframes`. */
  timeframe?: string | undefined;
  /** How many days back the API answers, today excluded. Default: two years. */
  historyDays?: number | undefined;
}
