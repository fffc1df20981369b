/** Where something of the Hub's tap is here: a stream and its column; or why it is nowhere. */
export type Place = { readonly stream: string; readonly column: string } | { readonly gone: string };

/** A stream of the Hub's tap with a column for each thing. */
export interface WideStream {
  readonly name: string;
  readonly columns: readonly string[];
}

/** A stream of the Hub's tap with a row for each figure: its column `name` says which. */
export interface LongStream {
  readonly name: string;
  readonly metrics: { readonly [metric: string]: Place };
}

const shared = ["id", "ig_id", "media_type", "media_url", "owner", "permalink", "shortcode"];
const later = ["thumbnail_url", "timestamp", "username"];

/** Its streams that have the same form here. */
export const wideStreams: readonly WideStream[] = [
  {
    name: "users",
    columns: ["id", "ig_id", "name", "username", "biography", "followers_count", "media_count"],
  },
  {
    name: "media",
    columns: [
      ...shared,
      "caption",
      "comments_count",
      "is_comment_enabled",
      "like_count",
      "media_product_type",
      ...later,
    ],
  },
  {
    name: "stories",
    columns: [...shared, "caption", "comments_count", "like_count", "media_product_type", ...later],
  },
  { name: "media_children", columns: [...shared, ...later] },
];

const inMedia = (column: string): Place => ({ stream: "media_insights", column });
const inStories = (column: string): Place => ({ stream: "story_insights", column });
const inDays = (column: string): Place => ({ stream: "user_insights", column });
const inAudience = (column: string): Place => ({ stream: "user_lifetime_insights", column });
const noLocale: Place = { gone: "Meta removed it" };

/** Its streams that have another form here. */
export const longStreams: readonly LongStream[] = [
  {
    name: "media_insights",
    metrics: {
      comments: inMedia("comments"),
      engagement: inMedia("total_interactions"),
      impressions: inMedia("views"),
      likes: inMedia("likes"),
      plays: inMedia("views"),
      reach: inMedia("reach"),
      saved: inMedia("saved"),
      shares: inMedia("shares"),
      total_interactions: inMedia("total_interactions"),
      video_views: inMedia("views"),
      carousel_album_engagement: inMedia("total_interactions"),
      carousel_album_impressions: inMedia("views"),
      carousel_album_reach: inMedia("reach"),
      carousel_album_saved: inMedia("saved"),
      carousel_album_video_views: inMedia("views"),
    },
  },
  {
    name: "story_insights",
    metrics: {
      exits: inStories("navigation_tap_exit"),
      impressions: inStories("views"),
      reach: inStories("reach"),
      replies: inStories("replies"),
      taps_back: inStories("navigation_tap_back"),
      taps_forward: inStories("navigation_tap_forward"),
    },
  },
  {
    name: "user_insights_daily",
    metrics: {
      email_contacts: inDays("profile_links_taps"),
      get_directions_clicks: inDays("profile_links_taps"),
      impressions: inDays("views"),
      phone_call_clicks: inDays("profile_links_taps"),
      profile_views: inDays("profile_views"),
      reach: inDays("reach"),
      text_message_clicks: inDays("profile_links_taps"),
      website_clicks: inDays("website_clicks"),
    },
  },
  {
    name: "user_insights_weekly",
    metrics: { impressions: { gone: "Meta removed it" }, reach: inDays("reach_week") },
  },
  {
    name: "user_insights_28day",
    metrics: { impressions: { gone: "Meta removed it" }, reach: inDays("reach_days_28") },
  },
  { name: "user_insights_followers", metrics: { follower_count: inDays("follower_count") } },
  { name: "user_insights_online_followers", metrics: { online_followers: inDays("online_followers") } },
  {
    name: "user_insights_audience",
    metrics: {
      audience_city: inAudience("city"),
      audience_country: inAudience("country"),
      audience_gender_age: inAudience("age"),
      audience_locale: noLocale,
    },
  },
];

/** Figures that Meta counts in another way than those there: the numbers do not go on without a step. */
export const countedOtherwise: ReadonlySet<string> = new Set([
  "impressions",
  "plays",
  "video_views",
  "carousel_album_impressions",
  "carousel_album_video_views",
  "engagement",
  "carousel_album_engagement",
  "email_contacts",
  "get_directions_clicks",
  "phone_call_clicks",
  "text_message_clicks",
]);
