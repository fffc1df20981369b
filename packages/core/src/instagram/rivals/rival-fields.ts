import type { NodeField } from "../fields/node-field.ts";
import { publicFields } from "../fields/public-fields.ts";

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
  ...Object.values(publicFields),
  {
    name: "view_count",
    type: "integer",
    description: "Views of a video on Instagram and Facebook; other sources do not have it",
    since: { date: "2026-04" },
  },
];
