import type { NodeField } from "../fields/node-field.ts";

/**
 * What a professional account shows to every other one.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/business_discovery
 */
export const rivalFields: readonly NodeField[] = [
  { name: "name", type: "text", description: "Name on the profile" },
  { name: "biography", type: "text", description: "Text on the profile" },
  { name: "website", type: "text", description: "Link on the profile" },
  { name: "profile_picture_url", type: "text", description: "Address of the picture; signed, it expires" },
  { name: "followers_count", type: "integer", description: "Followers now" },
  { name: "follows_count", type: "integer", description: "Accounts that it follows now" },
  { name: "media_count", type: "integer", description: "Posts now" },
];

/** What the account's posts show to everyone. */
export const rivalMediaFields: readonly NodeField[] = [
  { name: "media_type", type: "text", description: "IMAGE, VIDEO or CAROUSEL_ALBUM" },
  { name: "media_product_type", type: "text", description: "FEED or REELS" },
  { name: "timestamp", type: "timestamp", description: "When it was published" },
  { name: "caption", type: "text", description: "Caption; null when there is none" },
  { name: "permalink", type: "text", description: "Its address on Instagram" },
  {
    name: "media_url",
    type: "text",
    description: "Address of the file; signed, it expires. Null when its music or its download is protected",
  },
  { name: "thumbnail_url", type: "text", description: "Address of a video's still; signed, it expires" },
  { name: "like_count", type: "integer", description: "Likes now; null when they are hidden" },
  { name: "comments_count", type: "integer", description: "Comments now" },
  {
    name: "view_count",
    type: "integer",
    description: "Views of a video on Instagram and Facebook; other sources do not have it",
    since: { date: "2026-04" },
  },
];
