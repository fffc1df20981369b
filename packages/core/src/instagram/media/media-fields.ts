import type { GraphHost } from "../../graph/hosts.ts";
import type { MediaField, MediaPlace } from "./media-field.ts";

const everywhere: readonly MediaPlace[] = ["post", "story", "child", "tagged"];
const own: readonly MediaPlace[] = ["post", "story"];
const whole: readonly MediaPlace[] = [...own, "tagged"];
const facebookOnly: readonly GraphHost[] = ["facebook"];
const april: { since: { date: string } } = { since: { date: "2026-04" } };
const june: { since: { date: string } } = { since: { date: "2026-06" } };
/** The Instagram host, slides and stories do not have these. */
const paid: Pick<MediaField, "places" | "hosts" | "since" | "type"> = {
  type: "integer",
  places: ["post"],
  hosts: facebookOnly,
  ...april,
};
/** Names of Meta's SDK (26.0.3) that no document explains. */
const unseen: Pick<MediaField, "places" | "hosts" | "restricted"> = {
  places: ["post"],
  hosts: facebookOnly,
  restricted: "Meta's SDK names it, and no recorded answer has it",
};

/**
 * Every field of media that the API has in late 2026. A field that does not apply is not an error: its key is missing.
 * For a change of the API, change a row.
 * https://developers.facebook.com/docs/instagram-platform/reference/instagram-media
 */
export const mediaFields: readonly MediaField[] = [
  { name: "media_type", type: "text", places: everywhere, description: "IMAGE, VIDEO or CAROUSEL_ALBUM" },
  { name: "media_product_type", type: "text", places: whole, description: "FEED, REELS, STORY or AD" },
  { name: "timestamp", type: "timestamp", places: everywhere, description: "When it was published" },
  { name: "caption", type: "text", places: whole, description: "Caption; null when there is none" },
  { name: "permalink", type: "text", places: everywhere, description: "Its address on Instagram" },
  { name: "shortcode", type: "text", places: everywhere, description: "The short id in its address" },
  {
    name: "media_url",
    type: "text",
    places: everywhere,
    description:
      "Address of the file; signed, it expires and differs from call to call. Null when its music is protected",
  },
  {
    name: "thumbnail_url",
    type: "text",
    places: everywhere,
    only: "videos",
    description: "Address of a video's still; signed, it expires and differs from call to call",
  },
  {
    name: "username",
    type: "text",
    places: everywhere,
    description: "Username of the account that published it",
  },
  {
    name: "owner",
    type: "object",
    places: [...own, "child"],
    description: "The account that published it",
    properties: [{ name: "id", type: "text", description: "Id of the account" }],
  },
  {
    name: "like_count",
    type: "integer",
    places: whole,
    description: "Likes now; null when likes are hidden",
  },
  { name: "comments_count", type: "integer", places: whole, description: "Comments now" },
  { name: "is_comment_enabled", type: "boolean", places: own, description: "Whether comments are open" },
  {
    name: "alt_text",
    type: "text",
    places: [...own, "child"],
    description: "Description for people who cannot see it",
  },
  {
    name: "media_audio_type",
    type: "text",
    places: own,
    only: "videos",
    hosts: facebookOnly,
    ...june,
    description: "MUSIC or ORIGINAL_SOUND",
  },
  {
    name: "is_ai_generated",
    type: "boolean",
    places: own,
    ...june,
    description: "Whether it is marked as made with AI",
  },
  {
    name: "legacy_instagram_media_id",
    type: "text",
    places: own,
    hosts: facebookOnly,
    description: "Id from before the Instagram Graph API",
  },
  {
    name: "ig_id",
    type: "text",
    places: own,
    hosts: facebookOnly,
    description: "Id from before the Instagram Graph API; no longer documented by Meta",
  },
  {
    name: "is_shared_to_feed",
    type: "boolean",
    places: ["post"],
    only: "reels",
    description: "Whether it is in the feed too",
  },
  { name: "total_like_count", ...paid, description: "Likes, paid ones included" },
  { name: "total_comments_count", ...paid, description: "Comments, paid ones included" },
  { name: "total_views_count", ...paid, only: "videos", description: "Views, paid ones included" },
  { name: "saved_count", ...paid, description: "Saves" },
  { name: "shares_count", ...paid, description: "Shares" },
  { name: "reposts_count", ...paid, description: "Reposts" },
  {
    name: "boost_eligibility_info",
    type: "object",
    places: ["post"],
    hosts: facebookOnly,
    restricted: "for apps that handle ads",
    description: "Whether it can become an ad",
    properties: [
      { name: "eligible_to_boost", type: "boolean", description: "Whether it can" },
      { name: "boost_ineligible_reason", type: "text", description: "Why it cannot" },
    ],
  },
  {
    name: "boost_ads_list",
    type: "list",
    places: ["post"],
    hosts: facebookOnly,
    restricted: "for apps that handle ads",
    description: "The ads made from it",
    properties: [
      { name: "ad_id", type: "text", description: "Id of the ad" },
      { name: "ad_status", type: "text", description: "Its status" },
    ],
  },
  {
    name: "copyright_check_information",
    type: "object",
    places: ["post"],
    only: "videos",
    hosts: facebookOnly,
    restricted: "the API refuses a whole page when one media is not a video",
    description: "The copyright check",
    properties: [
      {
        name: "status",
        type: "object",
        description: "Its result",
        properties: [
          { name: "status", type: "text", description: "completed, in_progress, not_started or error" },
          { name: "matches_found", type: "boolean", description: "Whether protected material was found" },
        ],
      },
    ],
  },
  {
    name: "view_count",
    type: "integer",
    places: ["post"],
    only: "videos",
    hosts: facebookOnly,
    restricted: "only Business Discovery has it; see total_views_count",
    description: "Views",
  },
  { name: "has_poll", type: "boolean", ...unseen, description: "Whether it has a poll" },
  { name: "has_slider", type: "boolean", ...unseen, description: "Whether it has a slider" },
  { name: "video_title", type: "text", only: "videos", ...unseen, description: "Title of the video" },
  { name: "audio_id", type: "text", only: "videos", ...unseen, description: "Id of its sound" },
];

/**
 * The fields of media in a place, with the retired ones.
 *
 * @example
 * ```ts
 * import { createGraphClient, readStories } from "@tap-instagram/core";
 * import { mediaFieldsOf } from "@tap-instagram/core/matrix";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const fields = mediaFieldsOf("story").flatMap(({ name, retired }) => (retired ? [] : [name]));
 * for await (const page of readStories(graph, { id: "17841400000000001" }, { fields })) console.log(page);
 * ```
 */
export function mediaFieldsOf(place: MediaPlace): readonly MediaField[] {
  return mediaFields.filter(({ places }) => places.includes(place));
}
