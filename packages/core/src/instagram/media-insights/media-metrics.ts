import type { GraphHost } from "../../graph/hosts.ts";
import type { Availability, Retirement } from "../fields/availability.ts";
import type { MediaKind } from "../media/media-kind.ts";

/** One metric of media: where it exists, and what it means. */
export interface MediaMetric extends Availability {
  name: string;
  description: string;
  unit: "count" | "milliseconds" | "percent";
  kinds: readonly MediaKind[];
  /** Kinds that may refuse it. It is requested there, and dropped after some refusals. */
  doubtful?: readonly MediaKind[] | undefined;
  /** Kinds for which it is documented and no answer is known: one media is asked for it apart before it is asked of all. */
  unproven?: readonly MediaKind[] | undefined;
  /** The dimension that can split it. The API wants a request of its own for it: one more call per media. */
  breakdown?: string | undefined;
  /** The API refuses it for media that are not shared to Facebook, and fails the whole request (`Fatal`). */
  onlyWhenShared?: true | undefined;
}

/** A metric that Meta removed. It is never requested. */
export interface RetiredMediaMetric {
  name: string;
  kinds: readonly MediaKind[];
  retired: Retirement;
}

const feed: readonly MediaKind[] = ["post", "video-post"];
const posts: readonly MediaKind[] = [...feed, "reel"];
const all: readonly MediaKind[] = [...posts, "story"];
const feedAndStory: readonly MediaKind[] = [...feed, "story"];
const facebookOnly: readonly GraphHost[] = ["facebook"];
/** For feed videos from before reels, only `reach` and `saved` are certain. */
const videoPost: { doubtful: readonly MediaKind[] } = { doubtful: ["video-post"] };

/**
 * Every metric of media that the API has in late 2026. For a change of the API, change a row.
 * https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights
 */
export const mediaMetrics: readonly MediaMetric[] = [
  { name: "reach", unit: "count", kinds: all, description: "Accounts that saw it at least once" },
  { name: "views", unit: "count", kinds: all, ...videoPost, description: "Times it was played or shown" },
  { name: "likes", unit: "count", kinds: posts, ...videoPost, description: "Likes" },
  { name: "comments", unit: "count", kinds: posts, ...videoPost, description: "Comments" },
  { name: "saved", unit: "count", kinds: posts, description: "Times it was saved" },
  { name: "shares", unit: "count", kinds: all, ...videoPost, description: "Times it was shared" },
  { name: "reposts", unit: "count", kinds: all, ...videoPost, description: "Times it was reposted" },
  {
    name: "total_interactions",
    unit: "count",
    kinds: all,
    ...videoPost,
    description: "Likes, saves, comments and shares, less their reversals",
  },
  {
    name: "follows",
    unit: "count",
    kinds: feedAndStory,
    ...videoPost,
    description: "Accounts that started following from it",
  },
  {
    name: "profile_visits",
    unit: "count",
    kinds: feedAndStory,
    ...videoPost,
    description: "Visits to the profile from it",
  },
  {
    name: "profile_activity",
    unit: "count",
    kinds: feedAndStory,
    ...videoPost,
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
    since: { date: "2026-06-22" },
    description: "Clicks on its link stickers",
  },
  {
    name: "total_views",
    unit: "count",
    kinds: all,
    ...videoPost,
    unproven: ["story"],
    hosts: facebookOnly,
    description: "Views, paid ones included",
  },
  {
    name: "total_likes",
    unit: "count",
    kinds: posts,
    ...videoPost,
    hosts: facebookOnly,
    description: "Likes, paid ones included",
  },
  {
    name: "total_comments",
    unit: "count",
    kinds: posts,
    ...videoPost,
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

const v18: Retirement = { version: "v18.0", date: "2023-12-11" };
const v22: Retirement = { version: "v22.0", date: "2025-04-21" };

/** Metrics that other tools still name, and what replaces them. */
export const retiredMediaMetrics: readonly RetiredMediaMetric[] = [
  { name: "impressions", kinds: all, retired: { ...v22, replacedBy: "views" } },
  { name: "plays", kinds: ["reel"], retired: { ...v22, replacedBy: "views" } },
  { name: "clips_replays_count", kinds: ["reel"], retired: { ...v22, replacedBy: "views" } },
  { name: "ig_reels_aggregated_all_plays_count", kinds: ["reel"], retired: { ...v22, replacedBy: "views" } },
  {
    name: "video_views",
    kinds: posts,
    retired: { version: "v21.0", date: "2025-01-08", replacedBy: "views" },
  },
  { name: "engagement", kinds: posts, retired: { ...v18, replacedBy: "total_interactions" } },
  { name: "exits", kinds: ["story"], retired: { ...v18, replacedBy: "navigation" } },
  { name: "taps_forward", kinds: ["story"], retired: { ...v18, replacedBy: "navigation" } },
  { name: "taps_back", kinds: ["story"], retired: { ...v18, replacedBy: "navigation" } },
  {
    name: "carousel_album_engagement",
    kinds: ["post"],
    retired: { ...v18, replacedBy: "total_interactions" },
  },
  { name: "carousel_album_impressions", kinds: ["post"], retired: { ...v18, replacedBy: "views" } },
  { name: "carousel_album_reach", kinds: ["post"], retired: { ...v18, replacedBy: "reach" } },
  { name: "carousel_album_saved", kinds: ["post"], retired: { ...v18, replacedBy: "saved" } },
  { name: "carousel_album_video_views", kinds: ["post"], retired: { ...v18, replacedBy: "views" } },
];
