import type { MetricRequest } from "./metric-request.ts";

/** One figure of an account: its metric, and how to request it. */
export interface UserMetric extends MetricRequest {
  /** Its name among the figures of a day. The metric `reach` has three periods and gives three figures. */
  figure: string;
  description: string;
  /** The category of the breakdown that is this figure. */
  category?: string | undefined;
  /** What a value is. */
  value: "count" | "hours";
  /** The API has no figures for accounts with fewer followers. */
  leastFollowers?: number | undefined;
}

const totals: readonly [string, string][] = [
  ["views", "Times the account's content was played or shown"],
  ["accounts_engaged", "Accounts that interacted with the content"],
  ["total_interactions", "Likes, saves, comments, shares and replies"],
  ["likes", "Likes"],
  ["comments", "Comments"],
  ["shares", "Shares"],
  ["saves", "Saves"],
  ["replies", "Replies to stories"],
  ["reposts", "Reposts"],
  ["profile_links_taps", "Taps on the profile's contact buttons"],
  ["profile_views", "Visits to the profile"],
  ["website_clicks", "Taps on the profile's link"],
];

/** Metrics that Meta does not document, or gives to some accounts only. */
const oftenEmpty: ReadonlySet<string> = new Set([
  "replies",
  "reposts",
  "profile_links_taps",
  "profile_views",
  "website_clicks",
]);

/**
 * The figures of an account per day. For a change of the API, change a row.
 * https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights
 */
export const userMetrics: readonly UserMetric[] = [
  {
    figure: "reach",
    metric: "reach",
    period: "day",
    shape: "series",
    mayBeEmpty: false,
    value: "count",
    description: "Accounts reached that day",
  },
  {
    figure: "reach_week",
    metric: "reach",
    period: "week",
    shape: "series",
    mayBeEmpty: true,
    value: "count",
    description: "Accounts reached in the 7 days up to that day",
  },
  {
    figure: "reach_days_28",
    metric: "reach",
    period: "days_28",
    shape: "series",
    mayBeEmpty: true,
    value: "count",
    description: "Accounts reached in the 28 days up to that day",
  },
  {
    figure: "follower_count",
    metric: "follower_count",
    period: "day",
    shape: "series",
    historyDays: 30,
    leastFollowers: 100,
    mayBeEmpty: true,
    value: "count",
    description:
      "New followers that day; for accounts with at least 100 followers. The API goes back 30 days only",
  },
  {
    figure: "online_followers",
    metric: "online_followers",
    period: "lifetime",
    shape: "series",
    historyDays: 30,
    leastFollowers: 100,
    mayBeEmpty: true,
    value: "hours",
    description:
      "Followers online, by hour of the day; for accounts with at least 100 followers. The API goes back 30 days only",
  },
  ...totals.map(([metric, description]): UserMetric => ({
    figure: metric,
    metric,
    period: "day",
    shape: "total",
    value: "count",
    mayBeEmpty: oftenEmpty.has(metric),
    description,
  })),
  {
    figure: "followed",
    metric: "follows_and_unfollows",
    period: "day",
    shape: "total",
    mayBeEmpty: true,
    leastFollowers: 100,
    breakdowns: ["follow_type"],
    category: "FOLLOWER",
    value: "count",
    description: "Accounts that started following",
  },
  {
    figure: "unfollowed",
    metric: "follows_and_unfollows",
    period: "day",
    shape: "total",
    mayBeEmpty: true,
    leastFollowers: 100,
    breakdowns: ["follow_type"],
    category: "NON_FOLLOWER",
    value: "count",
    description: "Accounts that stopped following or left Instagram",
  },
];
