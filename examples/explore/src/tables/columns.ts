/** What DuckDB makes of a column. */
export type ColumnType = "VARCHAR" | "BIGINT" | "BOOLEAN" | "DATE" | "TIMESTAMP";

/** A stream, as far as the page reads it. */
export interface Stream {
  readonly key: readonly string[];
  readonly columns: { readonly [column: string]: ColumnType };
}

const counts = (...names: string[]): { [column: string]: ColumnType } =>
  Object.fromEntries(names.map((name) => [name, "BIGINT"]));

/** The streams of the page. Columns have names and types here, so that a missing file is an empty table and a missing column null. */
export const streams = {
  users: {
    key: ["id"],
    columns: { id: "VARCHAR", username: "VARCHAR", followers_count: "BIGINT", snapshot_at: "TIMESTAMP" },
  },
  user_insights: {
    key: ["business_account_id", "date"],
    columns: {
      business_account_id: "VARCHAR",
      date: "TIMESTAMP",
      ...counts("reach", "reach_week", "views", "accounts_engaged", "total_interactions", "profile_views"),
      ...counts("website_clicks", "followed", "unfollowed"),
    },
  },
  media: {
    key: ["id"],
    columns: {
      id: "VARCHAR",
      business_account_id: "VARCHAR",
      media_type: "VARCHAR",
      media_product_type: "VARCHAR",
      timestamp: "TIMESTAMP",
      caption: "VARCHAR",
      permalink: "VARCHAR",
    },
  },
  media_insights: {
    key: ["id"],
    columns: {
      id: "VARCHAR",
      ...counts("reach", "views", "likes", "comments", "saved", "shares", "follows", "total_interactions"),
    },
  },
  stories: {
    key: ["id"],
    columns: { id: "VARCHAR", business_account_id: "VARCHAR", timestamp: "TIMESTAMP", permalink: "VARCHAR" },
  },
  story_insights: {
    key: ["id"],
    columns: {
      id: "VARCHAR",
      ...counts("reach", "views", "replies", "navigation_tap_forward", "navigation_tap_back"),
      ...counts("navigation_tap_exit", "navigation_swipe_forward"),
    },
  },
  user_lifetime_insights: {
    key: ["id"],
    columns: {
      id: "VARCHAR",
      business_account_id: "VARCHAR",
      snapshot_date: "DATE",
      metric: "VARCHAR",
      timeframe: "VARCHAR",
      breakdown: "VARCHAR",
      age: "VARCHAR",
      gender: "VARCHAR",
      city: "VARCHAR",
      country: "VARCHAR",
      value: "BIGINT",
    },
  },
  sync_events: {
    key: ["id"],
    columns: {
      id: "VARCHAR",
      run_id: "VARCHAR",
      run_started_at: "TIMESTAMP",
      stream: "VARCHAR",
      thing: "VARCHAR",
      metric: "VARCHAR",
      ending: "VARCHAR",
      reason: "VARCHAR",
      what_helps: "VARCHAR",
      code: "BIGINT",
      message: "VARCHAR",
      things: "BIGINT",
    },
  },
} as const satisfies { readonly [stream: string]: Stream };

/** A stream of the page. */
export type StreamName = keyof typeof streams;
