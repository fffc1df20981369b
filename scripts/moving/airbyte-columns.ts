/** A stream of Airbyte's own connector: its key and its columns, with a type where it is no text. */
export interface AirbyteStream {
  readonly key: readonly string[];
  readonly columns: readonly string[];
}

const media = [
  "business_account_id",
  "page_id",
  "caption",
  "id",
  "ig_id",
  "like_count",
  "media_type",
  "media_product_type",
  "media_url",
  "owner.id",
  "permalink",
  "shortcode",
  "thumbnail_url",
  "timestamp",
  "username",
];

/** The streams and columns of Airbyte's source-instagram 4.1 and 4.2, as its `discover` prints them. */
export const airbyteStreams: { readonly [stream: string]: AirbyteStream } = {
  users: {
    key: ["id"],
    columns: [
      "page_id",
      "id",
      "biography",
      "ig_id",
      "followers_count",
      "follows_count",
      "media_count",
      "name",
      "profile_picture_url",
      "username",
      "website",
    ],
  },
  media: {
    key: ["id"],
    columns: [
      ...media,
      "comments_count",
      "is_comment_enabled",
      ...["id", "ig_id", "media_type", "media_url", "owner.id", "permalink", "shortcode"].map(inChildren),
      ...["thumbnail_url", "timestamp", "username"].map(inChildren),
    ],
  },
  media_insights: {
    key: ["id"],
    columns: [
      "business_account_id",
      "page_id",
      "id",
      "ig_reels_avg_watch_time",
      "ig_reels_video_view_total_time",
      "reach",
      "saved",
      "comments",
      "likes",
      "shares",
      "total_interactions",
      "follows",
      "profile_visits",
      "views",
    ],
  },
  stories: { key: ["id"], columns: media },
  story_insights: {
    key: [],
    columns: [
      "business_account_id",
      "page_id",
      "id",
      "reach",
      "replies",
      "follows",
      "profile_visits",
      "shares",
      "total_interactions",
      "views",
    ],
  },
  user_insights: {
    key: ["business_account_id", "date"],
    columns: [
      "page_id",
      "business_account_id",
      "date",
      "follower_count",
      "reach",
      "reach_week",
      "online_followers",
    ],
  },
  user_lifetime_insights: {
    key: ["business_account_id", "breakdown"],
    columns: ["page_id", "business_account_id", "breakdown", "metric", "value"],
  },
};

/** Columns that Airbyte's connector has with another type than this one. */
export const otherTypes: { readonly [column: string]: string } = {
  "media_insights.ig_reels_avg_watch_time": "number there, whole milliseconds here",
  "media_insights.ig_reels_video_view_total_time": "number there, whole milliseconds here",
  "user_lifetime_insights.value": "an object there, a number here",
};

function inChildren(column: string): string {
  return `children[].${column}`;
}
