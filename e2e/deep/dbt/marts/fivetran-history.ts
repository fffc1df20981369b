import type { Truth } from "../../truth/merged.ts";
import type { NodeTruth, SlideTruth } from "../../truth/shapes.ts";
import { flag, plain, time, type MartTruth } from "./mart-truth.ts";

const schema = "analytics_instagram_business";

/** The view of accounts that has the columns of Fivetran's connector. */
export function fivetranUsers({ accounts }: Truth): MartTruth {
  return {
    mart: `${schema}.user_history`,
    key: ["id"],
    columns: plain("ig_id", "followers_count", "follows_count", "media_count", "name", "username", "website"),
    rows: Object.fromEntries(
      accounts.map(({ id, igId, followers, follows, media, name, username, website }) => [
        id,
        [igId, followers, follows, media, name, username, website],
      ]),
    ),
  };
}

/** The view of posts, stories and slides that has the columns of Fivetran's connector. */
export function fivetranMedia({ posts, stories }: Truth): MartTruth {
  return {
    mart: `${schema}.media_history`,
    key: ["id"],
    columns: {
      ...time("created_time"),
      ...plain("media_type"),
      ...unsigned("media_url"),
      ...plain("permalink", "shortcode"),
      ...unsigned("thumbnail_url"),
      ...plain("username", "ig_id"),
      user_id: "cast(user_id as varchar)",
      carousel_album_id: "cast(carousel_album_id as varchar)",
      ...plain("caption"),
      ...flag("is_comment_enabled"),
      ...flag("is_story"),
    },
    rows: Object.fromEntries([
      ...posts.map((post) => [post.id, [...anyOf(post), ...ofNode(post, 0)]]),
      ...posts.flatMap(({ id, slides }) =>
        slides.map((slide) => [slide.id, [...anyOf(slide), id, null, 0, 0]]),
      ),
      ...stories.map((story) => [story.id, [...anyOf(story), ...ofNode(story, 1)]]),
    ]),
  };
}

/** What all have. Meta no longer gives the id that the connector calls `ig_id`. */
function anyOf(node: SlideTruth) {
  return [
    Date.parse(node.published),
    node.mediaType,
    unsignedOf(node.mediaUrl),
    node.permalink,
    node.shortcode,
    unsignedOf(node.thumbnailUrl),
    node.username,
    null,
    node.account,
  ];
}

function ofNode({ caption, isCommentEnabled }: NodeTruth, isStory: 0 | 1) {
  return [null, caption, Number(isCommentEnabled), isStory];
}

/** An address of a file, of which each answer has another signature. */
function unsigned(column: string): { [column: string]: string } {
  return { [column]: `split_part(${column}, '?', 1)` };
}

function unsignedOf(address: string | null): string | null {
  return address?.split("?")[0] ?? null;
}
