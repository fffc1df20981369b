import type { StreamDeclaration } from "@tap-instagram/singer";
import { columnText } from "./column-text.ts";

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
  const listed = Object.entries(additive).map(([name, { column, label }]) => {
    const description = columnText(streams, "user_insights", column);
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
      semanticModel({
        name: "instagram_account_days",
        mart: "instagram__account_day",
        description: "Days of accounts.",
        day: "date_day",
        entity: "instagram_account_day",
        categories: ["username", "source_relation"],
        measures: listed,
      }),
      semanticModel({
        name: "instagram_published_posts",
        mart: "instagram__posts",
        description: "Posts, reels and stories.",
        day: "published_at",
        entity: "instagram_post",
        categories: ["username", "media_type", "media_product_type", "source_relation"],
        measures: [
          {
            name: "posts_published",
            description: published,
            expr: "case when is_story then 0 else 1 end",
          },
        ],
      }),
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

interface Model {
  readonly name: string;
  readonly mart: string;
  readonly description: string;
  /** The column of time. */
  readonly day: string;
  /** What a row is. */
  readonly entity: string;
  /** The columns to group by. */
  readonly categories: readonly string[];
  /** What is added up. */
  readonly measures: readonly {
    readonly name: string;
    readonly description: string;
    readonly expr: string;
  }[];
}

/** A mart of accounts' rows, as MetricFlow reads it. */
function semanticModel({ name, mart, description, day, entity, categories, measures }: Model): object {
  return {
    name,
    model: `ref('${mart}')`,
    description,
    defaults: { agg_time_dimension: day },
    primary_entity: entity,
    entities: [{ name: "instagram_account", type: "foreign", expr: "account_id" }],
    dimensions: [
      { name: day, type: "time", type_params: { time_granularity: "day" } },
      ...categories.map((category) => ({ name: category, type: "categorical" })),
    ],
    measures: measures.map((measure) => ({
      name: measure.name,
      description: measure.description,
      agg: "sum",
      expr: measure.expr,
    })),
  };
}

/** A metric that is a sum. */
function simple(name: string, label: string, description: string): object {
  return { name, label, description, type: "simple", type_params: { measure: name } };
}
