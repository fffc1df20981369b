import type { GraphHost } from "../graph/hosts.ts";
import type { MediaNode } from "./media.ts";

/** Media that take the same metrics. `video-post` is a video of the feed from before videos became reels. */
export type MediaKind = "post" | "video-post" | "reel" | "story";

/** One metric of media: where it is valid, and what it means. */
export interface MediaMetric {
  name: string;
  description: string;
  unit: "count" | "milliseconds" | "percent";
  kinds: readonly MediaKind[];
  /** Default: both hosts. */
  hosts?: readonly GraphHost[];
  /** The dimension it can be split by. The API then wants it asked alone: one more call per media. */
  breakdown?: string;
  /** Refused with `Fatal`, which fails the whole request, where the media was not shared to Facebook. */
  onlyWhenShared?: true;
}

const feed: readonly MediaKind[] = ["post", "video-post"];
const posts: readonly MediaKind[] = [...feed, "reel"];
const all: readonly MediaKind[] = [...posts, "story"];
const feedAndStory: readonly MediaKind[] = [...feed, "story"];
const facebookOnly: readonly GraphHost[] = ["facebook"];

/**
 * Every metric of media that the API knows in late 2026. To follow a change of the API, change a row.
 * https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights
 */
export const mediaMetrics: readonly MediaMetric[] = [
  { name: "reach", unit: "count", kinds: all, description: "Accounts that saw it at least once" },
  { name: "views", unit: "count", kinds: all, description: "Times it was played or shown" },
  { name: "likes", unit: "count", kinds: posts, description: "Likes" },
  { name: "comments", unit: "count", kinds: posts, description: "Comments" },
  { name: "saved", unit: "count", kinds: posts, description: "Times it was saved" },
  { name: "shares", unit: "count", kinds: all, description: "Times it was shared" },
  { name: "reposts", unit: "count", kinds: all, description: "Times it was reposted" },
  {
    name: "total_interactions",
    unit: "count",
    kinds: all,
    description: "Likes, saves, comments and shares, less their reversals",
  },
  {
    name: "follows",
    unit: "count",
    kinds: feedAndStory,
    description: "Accounts that started following from it",
  },
  {
    name: "profile_visits",
    unit: "count",
    kinds: feedAndStory,
    description: "Visits to the profile from it",
  },
  {
    name: "profile_activity",
    unit: "count",
    kinds: feedAndStory,
    breakdown: "action_type",
    description: "Actions taken on the profile after seeing it",
  },
  {
    name: "ig_reels_avg_watch_time",
    unit: "milliseconds",
    kinds: ["reel"],
    description: "Average time played",
  },
  {
    name: "ig_reels_video_view_total_time",
    unit: "milliseconds",
    kinds: ["reel"],
    description: "Total time played, replays included",
  },
  {
    name: "reels_skip_rate",
    unit: "percent",
    kinds: ["reel"],
    description: "Views that skipped within the first three seconds",
  },
  {
    name: "replies",
    unit: "count",
    kinds: ["story"],
    description: "Replies; 0 for creators in Europe and Japan",
  },
  {
    name: "navigation",
    unit: "count",
    kinds: ["story"],
    breakdown: "story_navigation_action_type",
    description: "Taps and swipes away from it",
  },
  {
    name: "link_clicks",
    unit: "count",
    kinds: ["story"],
    hosts: facebookOnly,
    description: "Clicks on its link stickers",
  },
  {
    name: "total_views",
    unit: "count",
    kinds: all,
    hosts: facebookOnly,
    description: "Views, paid ones included",
  },
  {
    name: "total_likes",
    unit: "count",
    kinds: posts,
    hosts: facebookOnly,
    description: "Likes, paid ones included",
  },
  {
    name: "total_comments",
    unit: "count",
    kinds: posts,
    hosts: facebookOnly,
    description: "Comments, paid ones included",
  },
  {
    name: "crossposted_views",
    unit: "count",
    kinds: ["reel"],
    onlyWhenShared: true,
    description: "Views on Instagram and Facebook together",
  },
  {
    name: "facebook_views",
    unit: "count",
    kinds: posts,
    onlyWhenShared: true,
    description: "Views on Facebook",
  },
];

/** The metrics that are valid for a kind of media on a host. */
export function metricsFor(kind: MediaKind, host: GraphHost): readonly MediaMetric[] {
  return mediaMetrics.filter(({ kinds, hosts }) => kinds.includes(kind) && (hosts?.includes(host) ?? true));
}

/**
 * The kind of a media, from its `media_product_type` and `media_type`. Where the API leaves out the product type, a
 * video is taken for a reel, as nearly all are; what does not fit is refused by name and asked again without.
 */
export function kindOf(media: MediaNode): MediaKind {
  const product = media["media_product_type"];
  const isVideo = media["media_type"] === "VIDEO";
  if (product === "STORY") return "story";
  if (product === "REELS" || (product === undefined && isVideo)) return "reel";
  return isVideo ? "video-post" : "post";
}
