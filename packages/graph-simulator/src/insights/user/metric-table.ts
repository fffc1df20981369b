/** What a user metric can be asked for. */
export interface UserMetric {
  /** Periods of its series; none has no series. */
  readonly series: readonly string[];
  /** Periods of its total; none has no total. */
  readonly total: readonly string[];
  readonly breakdowns: readonly string[];
  /** Says nothing below 100 followers. */
  readonly needsHundredFollowers?: boolean;
  /** Reaches back 30 days only, and leaves the running day out. */
  readonly lastThirtyDays?: boolean;
  readonly shape?: "demographics" | "hours" | "follows" | "none";
}

const TOTAL: UserMetric = { series: [], total: ["day"], breakdowns: [] };
const BY_PRODUCT: UserMetric = { ...TOTAL, breakdowns: ["media_product_type"] };
const BY_PRODUCT_AND_FOLLOW = ["media_product_type", "follow_type"];
const DEMOGRAPHICS: UserMetric = {
  series: [],
  total: ["lifetime"],
  breakdowns: ["age", "city", "country", "gender"],
  shape: "demographics",
};
const NOTHING: UserMetric = { ...TOTAL, shape: "none" };

/** Every metric the endpoint knows, in the order its errors list them. */
export const USER_METRICS: Readonly<Record<string, UserMetric>> = {
  reach: { series: ["day", "week", "days_28"], total: ["day"], breakdowns: BY_PRODUCT_AND_FOLLOW },
  follower_count: {
    series: ["day"],
    total: [],
    breakdowns: [],
    needsHundredFollowers: true,
    lastThirtyDays: true,
  },
  website_clicks: TOTAL,
  profile_views: TOTAL,
  online_followers: {
    series: ["lifetime"],
    total: [],
    breakdowns: [],
    needsHundredFollowers: true,
    shape: "hours",
  },
  accounts_engaged: TOTAL,
  total_interactions: BY_PRODUCT,
  likes: BY_PRODUCT,
  comments: BY_PRODUCT,
  shares: BY_PRODUCT,
  saves: BY_PRODUCT,
  replies: TOTAL,
  engaged_audience_demographics: DEMOGRAPHICS,
  reached_audience_demographics: DEMOGRAPHICS,
  follower_demographics: { ...DEMOGRAPHICS, needsHundredFollowers: true },
  follows_and_unfollows: {
    ...TOTAL,
    breakdowns: ["follow_type"],
    needsHundredFollowers: true,
    shape: "follows",
  },
  profile_links_taps: { ...TOTAL, breakdowns: ["contact_button_type"] },
  views: { ...TOTAL, breakdowns: BY_PRODUCT_AND_FOLLOW },
  reposts: TOTAL,
  quotes: TOTAL,
  content_views: TOTAL,
  threads_likes: NOTHING,
  threads_replies: NOTHING,
  threads_followers: NOTHING,
  threads_follower_demographics: { ...NOTHING, total: ["lifetime"] },
  threads_views: NOTHING,
  threads_clicks: NOTHING,
  threads_reposts: NOTHING,
};

export const PERIODS: readonly string[] = ["day", "week", "days_28", "month", "lifetime", "total_over_range"];
export const METRIC_TYPES: readonly string[] = ["time_series", "total_value"];
export const USER_BREAKDOWNS: readonly string[] = [
  "age",
  "city",
  "country",
  "gender",
  "media_product_type",
  "follow_type",
  "contact_button_type",
];
export const TIMEFRAMES: readonly string[] = ["this_week", "this_month"];
export const OLDER_TIMEFRAMES: readonly string[] = [
  "last_14_days",
  "last_30_days",
  "last_90_days",
  "prev_month",
];
