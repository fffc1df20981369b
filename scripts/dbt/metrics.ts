import type { StreamDeclaration } from "@tap-instagram/singer";

/** What may be added up over days and accounts, with the column of `user_insights` that says what it means. */
const additive = {
  views: { column: "views", label: "Views" },
  interactions: { column: "total_interactions", label: "Interactions" },
  likes: { column: "likes", label: "Likes" },
  comments: { column: "comments", label: "Comments" },
  shares: { column: "shares", label: "Shares" },
  saves: { column: "saves", label: "Saves" },
  replies: { column: "replies", label: "Replies" },
  profile_views: { column: "profile_views", label: "Profile visits" },
  website_clicks: { column: "website_clicks", label: "Website taps" },
  new_followers: { column: "follower_count", label: "New followers" },
  followed: { column: "followed", label: "Began to follow" },
  unfollowed: { column: "unfollowed", label: "Stopped following" },
} as const;

/** What the mart calls a column of the stream, where it is not the same. */
const names: { readonly [column: string]: string } = { follower_count: "new_followers" };

/** Metrics for MetricFlow over the marts. Reach is none of them: it counts people, and is never added up. */
export function metrics(streams: readonly StreamDeclaration[]): object {
  const insights = streams.find(({ name }) => name === "user_insights")?.schema.properties ?? {};
  const listed = Object.entries(additive).map(([name, { column, label }]) => {
    const description = insights[column]?.description;
    if (description === undefined)
      throw new Error(`A metric has ${column}, which user_insights does not declare`);
    return { name, label, description, expr: names[column] ?? column };
  });
  const published = "Posts and reels that were published. Stories are not among them";
  return {
    version: 2,
    models: [
      {
        name: "instagram__time_spine",
        description: "A row per day, for metrics of days without a row.",
        time_spine: { standard_granularity_column: "date_day" },
        columns: [
          {
            name: "date_day",
            description: "The day",
            granularity: "day",
            data_tests: ["not_null", "unique"],
          },
        ],
      },
    ],
    semantic_models: [
      {
        name: "instagram_account_days",
        model: "ref('instagram__account_day')",
        description: "Days of accounts.",
        defaults: { agg_time_dimension: "date_day" },
        primary_entity: "instagram_account_day",
        entities: [{ name: "instagram_account", type: "foreign", expr: "account_id" }],
        dimensions: [
          { name: "date_day", type: "time", type_params: { time_granularity: "day" } },
          { name: "username", type: "categorical" },
          { name: "source_relation", type: "categorical" },
        ],
        measures: listed.map(({ name, description, expr }) => ({ name, description, agg: "sum", expr })),
      },
      {
        name: "instagram_published_posts",
        model: "ref('instagram__posts')",
        description: "Posts, reels and stories.",
        defaults: { agg_time_dimension: "published_at" },
        primary_entity: "instagram_post",
        entities: [{ name: "instagram_account", type: "foreign", expr: "account_id" }],
        dimensions: [
          { name: "published_at", type: "time", type_params: { time_granularity: "day" } },
          { name: "username", type: "categorical" },
          { name: "media_type", type: "categorical" },
          { name: "media_product_type", type: "categorical" },
          { name: "source_relation", type: "categorical" },
        ],
        measures: [
          {
            name: "posts_published",
            description: published,
            agg: "sum",
            expr: "case when is_story then 0 else 1 end",
          },
        ],
      },
    ],
    metrics: [
      ...listed.map(({ name, label, description }) => simple(name, label, description)),
      simple("posts_published", "Posts published", published),
      {
        name: "interactions_per_view",
        label: "Interactions per view",
        description: "Interactions divided by views",
        type: "ratio",
        type_params: { numerator: "interactions", denominator: "views" },
      },
    ],
  };
}

/** A metric that is a sum. */
function simple(name: string, label: string, description: string): object {
  return { name, label, description, type: "simple", type_params: { measure: name } };
}
