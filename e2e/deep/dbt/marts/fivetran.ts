import type { Truth } from "../../truth/merged.ts";
import type { Figure, PostTruth, StoryTruth } from "../../truth/shapes.ts";
import { plain, type MartTruth } from "./mart-truth.ts";

type Columns = { readonly [column: string]: Figure };

/** What the API no longer gives is null there. */
const removed: Columns = {
  carousel_album_impressions: null,
  carousel_album_video_views: null,
  story_impressions: null,
  video_photo_impressions: null,
  video_views: null,
  reel_plays: null,
};

/** A row without figures: each column of figures, in one order. */
const empty: Columns = {
  comment_count: null,
  like_count: null,
  ...figuresOfFeed("carousel_album"),
  ...figuresOfFeed("video_photo"),
  ...figuresOfReel(),
  ...figuresOfStory(),
  ...removed,
};

/** The view of figures that has the columns of Fivetran's connector. */
export function fivetranInsights(truth: Truth): MartTruth {
  return {
    mart: "analytics_instagram_business.media_insights",
    key: ["id"],
    columns: plain(...Object.keys(empty)),
    rows: Object.fromEntries([
      ...truth.posts.map((post) => {
        const { commentsCount, likeCount } = post;
        const counts = { comment_count: commentsCount, like_count: likeCount };
        return [post.id, Object.values({ ...empty, ...counts, ...figuresOf(post) })];
      }),
      ...truth.stories.map(({ id, figures }) => [
        id,
        Object.values({ ...empty, ...figuresOfStory(figures) }),
      ]),
    ]),
  };
}

function figuresOf({ mediaType, productType, figures }: PostTruth): Columns {
  if (productType === "REELS") return figuresOfReel(figures);
  return figuresOfFeed(mediaType === "CAROUSEL_ALBUM" ? "carousel_album" : "video_photo", figures);
}

function figuresOfFeed(kind: "carousel_album" | "video_photo", figures?: PostTruth["figures"]): Columns {
  const { likes = null, comments = null } = figures ?? {};
  return {
    [`${kind}_reach`]: figures?.reach ?? null,
    [`${kind}_saved`]: figures?.saved ?? null,
    [`${kind}_shares`]: figures?.shares ?? null,
    [`${kind}_views`]: figures?.views ?? null,
    [`${kind}_engagement`]: likes === null || comments === null ? null : likes + comments,
  };
}

function figuresOfReel(figures?: PostTruth["figures"]): Columns {
  return {
    reel_comments: figures?.comments ?? null,
    reel_likes: figures?.likes ?? null,
    reel_reach: figures?.reach ?? null,
    reel_shares: figures?.shares ?? null,
    reel_total_interactions: figures?.total_interactions ?? null,
    reel_views: figures?.views ?? null,
  };
}

function figuresOfStory(figures?: StoryTruth["figures"]): Columns {
  return {
    story_exits: figures?.tap_exit ?? null,
    story_reach: figures?.reach ?? null,
    story_replies: figures?.replies ?? null,
    story_shares: figures?.shares ?? null,
    story_taps_back: figures?.tap_back ?? null,
    story_taps_forward: figures?.tap_forward ?? null,
    story_views: figures?.views ?? null,
  };
}
