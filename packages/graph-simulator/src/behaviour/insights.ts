import { count, countOrNone, flag, list, someOf, word, type Declarations } from "./declaration.ts";

/** Insights of accounts, posts and stories. */
export interface InsightBehaviour {
  /** Whose insights answer `{"data":[]}` under HTTP 200. Default none. */
  readonly emptyInsights: readonly ("account" | "media" | "stories")[];
  /** A breakdown that does not fit: refused by name, or as an unknown error. Default `named`. */
  readonly incompatibleBreakdowns: "named" | "unknown-error";
  /** `insights.metric(…)` within `fields=`. Default `serve`. */
  readonly nestedInsights: "serve" | "refuse";
}

/** Insights of posts and stories. */
export interface MediaInsightBehaviour {
  /** Which metrics a refusal names when it is about several. Default `all`. */
  readonly refusedMetricNames: "all" | "first" | "none";
  /** Metrics an old feed video answers. Default reach, saved, likes, comments, shares, total_interactions. */
  readonly feedVideoMetrics: readonly string[];
  /** Metrics an AD answers. Default those and views. */
  readonly adMetrics: readonly string[];
  /** `total_likes` and `total_comments` on stories. Default `refuse`. */
  readonly totalsOnStories: "refuse" | "serve";
  /** `total_views` on stories: served, refused by name, or `(#200)` for the whole call. Default `serve`. */
  readonly storyTotalViews: "serve" | "refuse-by-name" | "refuse-call";
  /** Hours during which a reel answers `"values": []`. Default 48. */
  readonly freshReelHours: number;
  /** Age in days from which posts answer `{"data":[]}` for insights; null has none. Default null. */
  readonly mediaInsightsMaximumAgeDays: number | null;
  /** Insights of a story after 24 hours: 100/33, code 10, or the figures. Default `gone`. */
  readonly storyInsightsAfterExpiry: "gone" | "permission" | "serve";
}

/** Insights of accounts. */
export interface AccountInsightBehaviour {
  /** `end`: a bucket carries the midnight that ends it; `start`: the one that opens it. Default `end`. */
  readonly dayLabel: "end" | "start";
  /** The `period` of an entry: as asked, or always `day` with a day's figures. Default `asked`. */
  readonly answeredPeriod: "asked" | "day";
  /** Days that ended within the last 48 hours: whole, lower than they will be, zero, or absent. Default `whole`. */
  readonly newestDays: "whole" | "lower" | "zero" | "absent";
  /** Total-only metrics asked without `metric_type` on graph.instagram.com. Default `drop`. */
  readonly totalMetricsWithoutMetricType: "drop" | "refuse";
  /** Totals of a single day on graph.instagram.com. Default `serve`. */
  readonly oneDayTotalsOnInstagramHost: "serve" | "zero";
  /** Whether totals on graph.instagram.com are capped at 30 days as well. Default false. */
  readonly thirtyDayCapOnInstagramHost: boolean;
  /** Broken down totals of more than 365 days: summed, or as if the window had 365. Default `sum`. */
  readonly breakdownsOverAYear: "sum" | "freeze";
  /** `since` later than `until`. Default `refuse`. */
  readonly sinceAfterUntil: "refuse" | "empty";
  /** `prev_month`, `last_14_days`, `last_30_days` and `last_90_days`. Default `refuse`. */
  readonly olderTimeframes: "refuse" | "serve";
  /** engaged_ and reached_audience_demographics without a timeframe. Default `refuse`. */
  readonly missingTimeframe: "refuse" | "serve";
  /** Whether `timeframe` is one of the dimension_keys when it is given. Default true. */
  readonly timeframeInDimensionKeys: boolean;
}

const servedFeedVideoMetrics = ["reach", "saved", "likes", "comments", "shares", "total_interactions"];

export const insightBehaviour: Declarations<InsightBehaviour> = {
  emptyInsights: someOf("account", "media", "stories"),
  incompatibleBreakdowns: word("named", "unknown-error"),
  nestedInsights: word("serve", "refuse"),
};

export const mediaInsightBehaviour: Declarations<MediaInsightBehaviour> = {
  refusedMetricNames: word("all", "first", "none"),
  feedVideoMetrics: list(...servedFeedVideoMetrics),
  adMetrics: list(...servedFeedVideoMetrics, "views"),
  totalsOnStories: word("refuse", "serve"),
  storyTotalViews: word("serve", "refuse-by-name", "refuse-call"),
  freshReelHours: count(48),
  mediaInsightsMaximumAgeDays: countOrNone(null),
  storyInsightsAfterExpiry: word("gone", "permission", "serve"),
};

export const accountInsightBehaviour: Declarations<AccountInsightBehaviour> = {
  dayLabel: word("end", "start"),
  answeredPeriod: word("asked", "day"),
  newestDays: word("whole", "lower", "zero", "absent"),
  totalMetricsWithoutMetricType: word("drop", "refuse"),
  oneDayTotalsOnInstagramHost: word("serve", "zero"),
  thirtyDayCapOnInstagramHost: flag(false),
  breakdownsOverAYear: word("sum", "freeze"),
  sinceAfterUntil: word("refuse", "empty"),
  olderTimeframes: word("refuse", "serve"),
  missingTimeframe: word("refuse", "serve"),
  timeframeInDimensionKeys: flag(true),
};
