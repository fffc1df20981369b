import { extractedAt } from "../staging.ts";
import { account, ofAccount, same, username, type Mart } from "./mart.ts";

const dayCounts = [
  "views",
  "accounts_engaged",
  "total_interactions",
  "likes",
  "comments",
  "shares",
  "saves",
  "replies",
  "reposts",
  "profile_links_taps",
  "profile_views",
  "website_clicks",
];

export const accountDay: Mart = {
  name: "instagram__account_day",
  description:
    "A day of an account. Reach and accounts_engaged count people: their sum over days or accounts counts people several times",
  grain: ["account_id", "date_day"],
  columns: [
    account,
    username,
    ["date_day", "The day, in California: the API counts by it"],
    ["ends_at", ["user_insights", "date"]],
    ...same("user_insights", "reach", "reach_week", "reach_days_28", ...dayCounts),
    ["new_followers", ["user_insights", "follower_count"]],
    ...same("user_insights", "followed", "unfollowed"),
    ["_sdc_extracted_at", extractedAt],
  ],
  counts: ["reach", "reach_week", "reach_days_28", ...dayCounts, "new_followers", "followed", "unfollowed"],
  belongsTo: [ofAccount],
};

export const audience: Mart = {
  name: "instagram__audience",
  description:
    "A group of people, in a snapshot: followers, or accounts that were reached or engaged. The API names the 45 largest groups only: they do not add up to a total",
  grain: [
    "account_id",
    "snapshot_date",
    "metric",
    "timeframe",
    "breakdown",
    "age",
    "gender",
    "city",
    "country",
  ],
  nullable: ["timeframe", "age", "gender", "city", "country"],
  required: ["is_latest"],
  columns: [
    account,
    ...same(
      "user_lifetime_insights",
      "snapshot_date",
      "metric",
      "timeframe",
      "breakdown",
      "age",
      "gender",
      "city",
      "country",
      "value",
    ),
    ["is_latest", "Whether it is of the newest snapshot of its account, metric, timeframe and breakdown"],
  ],
  counts: ['"value"'],
  values: {
    metric: ["follower_demographics", "engaged_audience_demographics", "reached_audience_demographics"],
    gender: ["F", "M", "U"],
  },
  belongsTo: [ofAccount],
};
