import type { NotServed } from "./not-served.ts";

const facebook = ["InstagramInsightsResult"];
const instagram = ["InsightsResult"];
const both = [...facebook, ...instagram];
const date = "2026-11-28";

export const insightsNotServed: readonly NotServed[] = [
  {
    classes: both,
    part: "Field",
    names: ["title", "description"],
    reason: "Texts in the language of the user; metrics are known by their name",
    date,
  },
  {
    classes: instagram,
    part: "Field",
    names: ["description_from_api_doc"],
    reason: "Of the insights of Pages, which share this class",
    date,
  },
  {
    classes: both,
    part: "Field",
    names: ["id"],
    reason: "Made of the id, the metric and the period that were asked for",
    date,
  },
  {
    classes: both,
    part: "Metric",
    names: ["impressions"],
    reason: "Retired with v22.0, in April 2025; see views",
    date,
  },
  {
    classes: instagram,
    part: "Metric",
    names: [
      "quotes",
      "thread_replies",
      "thread_shares",
      "threads_media_clicks",
      "threads_reposts",
      "threads_views",
    ],
    reason: "Of Threads, another service",
    date,
  },
  {
    classes: instagram,
    part: "Metric",
    names: ["link_clicks", "total_comments", "total_likes", "total_views"],
    reason: "Documented for Facebook Login only",
    date,
  },
  {
    classes: both,
    part: "Breakdown",
    names: ["surface_type"],
    reason: "No document names a metric that it splits",
    date,
  },
  {
    classes: both,
    part: "Period",
    names: ["month", "total_over_range"],
    reason: "No metric of Instagram has it",
    date,
  },
  {
    classes: both,
    part: "MetricType",
    names: ["default", "time_series"],
    reason: "What the API takes where none is named; series are asked for without",
    date,
  },
];
