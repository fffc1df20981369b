import type { NodeField } from "../fields/node-field.ts";

/**
 * Every field of an account's node that the API knows in late 2026, the id aside. To follow a change, change a row.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user
 */
export const accountFields: readonly NodeField[] = [
  { name: "username", type: "text", description: "Username" },
  { name: "name", type: "text", description: "Display name" },
  { name: "biography", type: "text", description: "Text of the profile" },
  { name: "website", type: "text", description: "Link of the profile" },
  {
    name: "profile_picture_url",
    type: "text",
    description: "Address of the profile picture; signed, it expires and differs from call to call",
  },
  { name: "followers_count", type: "integer", description: "Followers now" },
  { name: "follows_count", type: "integer", description: "Accounts it follows now" },
  {
    name: "media_count",
    type: "integer",
    description: "Posts and reels; may differ a little from those the API lists",
  },
  { name: "has_profile_pic", type: "boolean", description: "Whether it has a profile picture" },
  { name: "is_published", type: "boolean", description: "Whether it is visible" },
  {
    name: "legacy_instagram_user_id",
    type: "text",
    description: "Id from before the Instagram Graph API",
  },
  {
    name: "ig_id",
    type: "integer",
    description: "Id from before the Instagram Graph API, as a number; undocumented by Meta",
  },
  {
    name: "account_type",
    type: "text",
    hosts: ["instagram"],
    description: "BUSINESS or MEDIA_CREATOR, in whichever case the API writes it",
  },
  {
    name: "shopping_product_tag_eligibility",
    type: "boolean",
    hosts: ["facebook"],
    restricted: "needs the permission instagram_shopping_tag_products",
    description: "Whether it may tag products of a shop",
  },
];

/**
 * Fields of an account's node that any token with the basic permission may ask either host for. Some others need more,
 * and asking for one of those fails the whole node; they are not here.
 */
export const profileFields: readonly string[] = [
  "id",
  ...accountFields.flatMap(({ name, hosts, restricted }) => (hosts || restricted ? [] : [name])),
];
