import type { NodeField } from "../fields/node-field.ts";
import { publicFields } from "../fields/public-fields.ts";

const { mediaType, productType, published, caption, permalink, file, likes, comments } = publicFields;

/**
 * What a post of somebody else shows to an account that its caption, or a comment on it, mentions.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/mentioned_media
 */
export const mentionedMediaFields: readonly NodeField[] = [
  mediaType,
  productType,
  published,
  caption,
  permalink,
  file,
  { name: "username", type: "text", description: "Username of the account that published it" },
  likes,
  comments,
];

/**
 * What a comment of somebody else shows to an account that it mentions.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/mentioned_comment
 */
export const mentionedCommentFields: readonly NodeField[] = [
  { name: "timestamp", type: "timestamp", description: "When it was written" },
  { name: "text", type: "text", description: "What it says" },
  { name: "like_count", type: "integer", description: "Likes now" },
];
