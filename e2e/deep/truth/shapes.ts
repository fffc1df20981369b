/** A number of the API, or null where it gives none. */
export type Figure = number | null;

/** The rows of a table, by key. */
export type Rows = { [key: string]: readonly Figure[] };

/** Figures by name. */
export type Figures<Name extends string> = { readonly [name in Name]: Figure };

/** Figures of a day that are totals. */
export const dayTotals = [
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
] as const;
/** All figures of a day. */
export const dayFigures = [
  ...dayTotals,
  "reach",
  "reach_week",
  "reach_days_28",
  "follower_count",
  "followed",
  "unfollowed",
] as const;
/** Figures that posts of each kind have. */
const anyPostFigures = [
  "reach",
  "views",
  "likes",
  "comments",
  "saved",
  "shares",
  "reposts",
  "total_interactions",
] as const;
const feedFigures = ["follows", "profile_visits", "profile_activity"] as const;
const reelFigures = ["ig_reels_avg_watch_time", "ig_reels_video_view_total_time", "reels_skip_rate"] as const;
/** Figures of a post, in groups that the API gives or refuses together. */
export const postFigureGroups = [anyPostFigures, feedFigures, reelFigures] as const;
/** Figures of a story. */
export const storyFigures = [
  "reach",
  "views",
  "replies",
  "shares",
  "reposts",
  "total_interactions",
  "follows",
  "profile_visits",
  "profile_activity",
  "link_clicks",
  "navigation",
] as const;
/** What people do in a story. */
export const moves = ["tap_forward", "tap_back", "tap_exit", "swipe_forward"] as const;

/** A day of an account, by the time of its end. */
export interface DayTruth {
  readonly account: string;
  readonly end: string;
  readonly figures: Figures<(typeof dayFigures)[number]>;
}

/** A picture or film: a post, a story, or a slide of an album. */
export interface SlideTruth {
  readonly id: string;
  readonly account: string;
  readonly published: string;
  readonly mediaType: string;
  readonly permalink: string | null;
  readonly shortcode: string | null;
  readonly mediaUrl: string | null;
  readonly thumbnailUrl: string | null;
  readonly username: string | null;
}

/** A post or story. */
export interface NodeTruth extends SlideTruth {
  readonly productType: string | null;
  readonly caption: string | null;
  readonly isCommentEnabled: boolean | null;
  readonly likeCount: Figure;
  readonly commentsCount: Figure;
}

/** A post or reel. */
export interface PostTruth extends NodeTruth {
  /** Of an album. */
  readonly slides: readonly SlideTruth[];
  readonly figures: Figures<(typeof postFigureGroups)[number][number]>;
}

/** A story. */
export interface StoryTruth extends NodeTruth {
  readonly figures: Figures<(typeof storyFigures)[number] | (typeof moves)[number]>;
}

/** A group of people in the account's audience. */
export interface GroupTruth {
  readonly account: string;
  readonly metric: string;
  readonly timeframe?: string | undefined;
  readonly breakdown: string;
  readonly values: readonly string[];
  readonly value: number;
}

/** An account. */
export interface AccountTruth {
  readonly id: string;
  readonly username: string;
  readonly name: string | null;
  readonly website: string | null;
  readonly igId: Figure;
  readonly followers: number;
  readonly follows: Figure;
  readonly media: Figure;
}

/** All that the API says at one time. */
export interface Reading {
  readonly accounts: readonly AccountTruth[];
  readonly days: readonly DayTruth[];
  readonly posts: readonly PostTruth[];
  readonly stories: readonly StoryTruth[];
  readonly groups: readonly GroupTruth[];
}
