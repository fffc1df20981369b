import type { Truth } from "../../truth/merged.ts";
import type { Figure, NodeTruth, PostTruth, StoryTruth } from "../../truth/shapes.ts";
import { flag, plain, time, type MartRows, type MartTruth } from "./mart-truth.ts";

type PostFigure = keyof PostTruth["figures"];
type StoryFigure = keyof StoryTruth["figures"];

/** Columns of a post's days, and the figures that are in them. */
const dayColumns = {
  reach: "reach",
  views: "views",
  likes: "likes",
  comments: "comments",
  shares: "shares",
  saves: "saved",
  reposts: "reposts",
  total_interactions: "total_interactions",
} as const;

/** Columns of posts and stories, and the figure of each that is in it. */
const columns: {
  readonly [column: string]: {
    readonly post?: PostFigure | undefined;
    readonly story?: StoryFigure | undefined;
  };
} = {
  reach: { post: "reach", story: "reach" },
  views: { post: "views", story: "views" },
  likes: { post: "likes" },
  comments: { post: "comments" },
  shares: { post: "shares", story: "shares" },
  saves: { post: "saved" },
  reposts: { post: "reposts", story: "reposts" },
  total_interactions: { post: "total_interactions", story: "total_interactions" },
  replies: { story: "replies" },
  follows: { post: "follows", story: "follows" },
  profile_visits: { post: "profile_visits", story: "profile_visits" },
  profile_activity: { post: "profile_activity", story: "profile_activity" },
  ig_reels_avg_watch_time: { post: "ig_reels_avg_watch_time" },
  ig_reels_video_view_total_time: { post: "ig_reels_video_view_total_time" },
  reels_skip_rate: { post: "reels_skip_rate" },
};

/** The mart of posts and stories. */
export function posts(truth: Truth): MartTruth {
  const names = new Map(truth.accounts.map(({ id, username }) => [id, username]));
  const fields = (node: NodeTruth, isStory: 0 | 1) => [
    node.account,
    names.get(node.account) ?? null,
    Date.parse(node.published),
    node.mediaType,
    node.productType,
    node.caption,
    node.permalink,
    isStory,
    node.likeCount,
    node.commentsCount,
  ];
  const figured = Object.values(columns);
  return {
    mart: "analytics.instagram__posts",
    key: ["post_id"],
    columns: {
      ...plain("account_id", "username"),
      ...time("published_at"),
      ...plain("media_type", "media_product_type", "caption", "permalink"),
      ...flag("is_story"),
      ...plain("like_count", "comments_count", ...Object.keys(columns)),
    },
    rows: Object.fromEntries([
      ...truth.posts.map((node) => [
        node.id,
        [...fields(node, 0), ...figured.map(({ post }) => (post === undefined ? null : node.figures[post]))],
      ]),
      ...truth.stories.map((node) => [
        node.id,
        [
          ...fields(node, 1),
          ...figured.map(({ story }) => (story === undefined ? null : node.figures[story])),
        ],
      ]),
    ]),
  };
}

/**
 * The mart of a post's days.
 *
 * @param dates - the UTC date of each reading, oldest first.
 */
export function postDays(truth: Truth, dates: readonly string[]): MartTruth {
  const mart = "analytics.instagram__post_day";
  const names = Object.keys(dayColumns);
  return {
    mart,
    query: `select * from ${mart} where coalesce(${names.join(", ")}) is not null`,
    key: ["post_id", "date_day"],
    columns: {
      ...plain("account_id"),
      is_first_seen: `case when ${isComparable(dates[0])} then case when is_first_seen then 1 else 0 end end`,
      days_since_previous: `case when ${isComparable(dates[0])} then days_since_previous end`,
      ...plain(...names.flatMap((name) => [name, `${name}_delta`])),
    },
    rows: postDayRows(truth, dates),
  };
}

/**
 * A post that is too young for figures has an empty row, or none yet. Such rows are left out, and so is what the next row says
 * of the one before.
 */
function isComparable(firstDate: string | undefined): string {
  const deltas = Object.keys(dayColumns).map((name) => `${name}_delta`);
  return `(date_day = cast('${firstDate}' as date) or coalesce(${deltas.join(", ")}) is not null)`;
}

function postDayRows({ readings }: Truth, dates: readonly string[]): MartRows {
  const rows: { [key: string]: (string | Figure)[] } = {};
  const names = Object.values(dayColumns);
  for (const [index, reading] of readings.entries()) {
    const before = new Map((readings[index - 1]?.posts ?? []).map((post) => [post.id, post.figures]));
    for (const { id, account, figures } of reading.posts) {
      if (names.every((name) => figures[name] === null)) continue;
      const values = names.map((name) => {
        const was = before.get(id)?.[name] ?? null;
        const value = figures[name];
        return { value, delta: value === null || was === null ? null : value - was };
      });
      const hasDelta = values.some(({ delta }) => delta !== null);
      const isFirst = index === 0 ? 1 : hasDelta ? 0 : null;
      rows[`${id} ${dates[index]}`] = [
        account,
        isFirst,
        hasDelta ? 1 : null,
        ...values.flatMap(({ value, delta }) => [value, delta]),
      ];
    }
  }
  return rows;
}
