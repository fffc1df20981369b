import type { GraphHost } from "../../graph/hosts.ts";
import type { NodeField } from "../fields/node-field.ts";

const facebookOnly: readonly GraphHost[] = ["facebook"];

/**
 * Every field of an account's node that the API has in late 2026, except the id. For a change of the API, change a row.
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
    description: "Posts and reels; can differ a little from those that the API lists",
  },
  {
    name: "has_profile_pic",
    type: "boolean",
    hosts: facebookOnly,
    description: "Whether it has a profile picture",
  },
  { name: "is_published", type: "boolean", hosts: facebookOnly, description: "Whether it is visible" },
  {
    name: "legacy_instagram_user_id",
    type: "text",
    hosts: facebookOnly,
    description: "Id from before the Instagram Graph API",
  },
  {
    name: "ig_id",
    type: "integer",
    hosts: facebookOnly,
    description: "Id from before the Instagram Graph API, as a number; undocumented by Meta",
  },
  {
    name: "account_type",
    type: "text",
    hosts: ["instagram"],
    description: "BUSINESS or MEDIA_CREATOR, in upper or lower case",
  },
  {
    name: "owner_business",
    type: "object",
    hosts: facebookOnly,
    restricted: "needs the permission business_management",
    description: "The business portfolio that owns it",
    properties: [
      { name: "id", type: "text", description: "Id of the portfolio" },
      { name: "name", type: "text", description: "Its name" },
    ],
  },
  {
    name: "shopping_product_tag_eligibility",
    type: "boolean",
    hosts: facebookOnly,
    restricted: "needs the permission instagram_shopping_tag_products",
    description: "Whether it may tag products of a shop",
  },
  {
    name: "shopping_review_status",
    type: "text",
    hosts: facebookOnly,
    restricted: "needs the permission instagram_shopping_tag_products",
    description: "How far the review of its shop has come",
  },
];
