/** What a user metric can be asked for. */
export interface UserMetric {
  /** Periods of its series; none has no series. */
  readonly series: readonly string[];
  /** Periods of its total; none has no total. */
  readonly total: readonly string[];
  readonly breakdowns: readonly string[];
  /** Says nothing below 100 followers. */
  readonly needsHundredFollowers?: boolean | undefined;
  /** Reaches back 30 days only, and leaves the running day out. */
  readonly lastThirtyDays?: boolean | undefined;
  readonly shape?: "demographics" | "hours" | "follows" | "none" | undefined;
}

const totalOnly: UserMetric = { series: [], total: ["day"], breakdowns: [] };
const byProduct: UserMetric = { ...totalOnly, breakdowns: ["media_product_type"] };
const byProductAndFollow = ["media_product_type", "follow_type"];
const demographics: UserMetric = {
  series: [],
  total: ["lifetime"],
  breakdowns: ["age", "city", "country", "gender"],
  shape: "demographics",
};
const nothing: UserMetric = { ...totalOnly, shape: "none" };

/** Every metric the endpoint knows, in the order its errors list them. */
export const userMetrics: Readonly<Record<string, UserMetric>> = {
  reach: { series: ["day", "week", "days_28"], total: ["day"], breakdowns: byProductAndFollow },
  follower_count: {
    series: ["day"],
    total: [],
    breakdowns: [],
    needsHundredFollowers: true,
    lastThirtyDays: true,
  },
  website_clicks: totalOnly,
  profile_views: totalOnly,
  online_followers: {
    series: ["lifetime"],
    total: [],
    breakdowns: [],
    needsHundredFollowers: true,
    shape: "hours",
  },
  accounts_engaged: totalOnly,
  total_interactions: byProduct,
  likes: byProduct,
  comments: byProduct,
  shares: byProduct,
  saves: byProduct,
  replies: totalOnly,
  engaged_audience_demographics: demographics,
  reached_audience_demographics: demographics,
  follower_demographics: { ...demographics, needsHundredFollowers: true },
  follows_and_unfollows: {
    ...totalOnly,
    breakdowns: ["follow_type"],
    needsHundredFollowers: true,
    shape: "follows",
  },
  profile_links_taps: { ...totalOnly, breakdowns: ["contact_button_type"] },
  views: { ...totalOnly, breakdowns: byProductAndFollow },
  reposts: totalOnly,
  quotes: totalOnly,
  content_views: totalOnly,
  threads_likes: nothing,
  threads_replies: nothing,
  threads_followers: nothing,
  threads_follower_demographics: { ...nothing, total: ["lifetime"] },
  threads_views: nothing,
  threads_clicks: nothing,
  threads_reposts: nothing,
};

export const knownPeriods: readonly string[] = [
  "day",
  "week",
  "days_28",
  "month",
  "lifetime",
  "total_over_range",
];
export const metricTypes: readonly string[] = ["time_series", "total_value"];
export const userBreakdowns: readonly string[] = [
  "age",
  "city",
  "country",
  "gender",
  "media_product_type",
  "follow_type",
  "contact_button_type",
];
export const timeframes: readonly string[] = ["this_week", "this_month"];
export const retiredTimeframes: readonly string[] = [
  "last_14_days",
  "last_30_days",
  "last_90_days",
  "prev_month",
];
