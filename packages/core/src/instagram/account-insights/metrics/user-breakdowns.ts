import type { MetricRequest } from "./metric-request.ts";

const metricsByDimension: { readonly [dimension: string]: readonly string[] } = {
  media_product_type: ["reach", "views", "total_interactions", "likes", "comments", "shares", "saves"],
  follow_type: ["reach", "views", "follows_and_unfollows"],
  contact_button_type: ["profile_links_taps"],
};

/**
 * The daily account metrics with a breakdown. All metrics of a dimension share a call.
 * https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights
 */
export const userBreakdowns: readonly MetricRequest[] = Object.entries(metricsByDimension).flatMap(
  ([breakdown, metrics]) =>
    metrics.map((metric): MetricRequest => ({
      metric,
      period: "day",
      shape: "total",
      breakdowns: [breakdown],
      mayBeEmpty: metric === "follows_and_unfollows" || metric === "profile_links_taps",
    })),
);
