import type { GraphHost } from "../../graph/hosts.ts";
import { publicFields } from "../fields/public-fields.ts";
import type { AccountEdge } from "./account-edge.ts";

const facebook: readonly GraphHost[] = ["facebook"];
const both: readonly GraphHost[] = ["facebook", "instagram"];

const { mediaType, productType, published, caption, permalink, file, still, likes, comments } = publicFields;

/**
 * Posts of others in which the account is an accepted collaborator. Counts that the owner hides are absent.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/collaborative_media
 */
export const collaborativeMedia: AccountEdge = {
  name: "collaborative_media",
  hosts: facebook,
  fields: [
    mediaType,
    productType,
    published,
    caption,
    permalink,
    file,
    still,
    { name: "username", type: "text", description: "Username of the account that published it" },
    likes,
    comments,
    { name: "total_like_count", type: "integer", description: "Likes, paid ones included" },
    { name: "total_comments_count", type: "integer", description: "Comments, paid ones included" },
    { name: "total_views_count", type: "integer", description: "Views, paid ones included" },
    { name: "reposts_count", type: "integer", description: "Reposts" },
    { name: "saved_count", type: "integer", description: "Saves" },
    { name: "shares_count", type: "integer", description: "Shares" },
  ],
};

/**
 * Invitations to be a collaborator that wait for an answer. Meta allows 300 reads per account and day.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/collaboration_invites
 */
export const collaborationInvites: AccountEdge = {
  name: "collaboration_invites",
  hosts: facebook,
  takesFields: false,
  hasIds: false,
  knownBy: "media_id",
  cursorsOnly: true,
  pageSize: 50,
  maxPages: 100,
  fields: [
    { name: "media_id", type: "text", description: "Id of the post" },
    {
      name: "media_owner_username",
      type: "text",
      description: "Username of the account that published it",
    },
    caption,
    file,
  ],
};

/**
 * The broadcast that is on air; nothing before and after.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/live_media
 */
export const liveMedia: AccountEdge = {
  name: "live_media",
  hosts: both,
  fields: [
    { name: "media_type", type: "text", description: "BROADCAST" },
    { name: "media_product_type", type: "text", description: "LIVE" },
    { name: "timestamp", type: "timestamp", description: "When it began" },
    { name: "username", type: "text", description: "Username of the account" },
    permalink,
    comments,
  ],
};

/** Events that posts of the account announce. Known from Meta's SDK alone (26.0.3): no recorded answer shows them. */
export const upcomingEvents: AccountEdge = {
  name: "upcoming_events",
  hosts: facebook,
  fields: [
    { name: "title", type: "text", description: "Title of the event" },
    { name: "start_time", type: "timestamp", description: "When it begins" },
    { name: "end_time", type: "timestamp", description: "When it ends; null when that is open" },
    {
      name: "notification_target_time",
      type: "text",
      description: "What reminders count from: EVENT_START or EVENT_END",
    },
  ],
};

/** Posts that wait to be published. Known from Meta's SDK alone (26.0.3): no recorded answer shows them. */
export const scheduledMedia: AccountEdge = {
  name: "scheduled_media",
  hosts: facebook,
  fields: [
    mediaType,
    caption,
    file,
    still,
    { name: "publish_timestamp", type: "timestamp", description: "When it is to be published" },
  ],
};

/**
 * How much of the quota for publishing is used.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/content_publishing_limit
 */
export const contentPublishingLimit: AccountEdge = {
  name: "content_publishing_limit",
  hosts: both,
  hasIds: false,
  fields: [
    { name: "quota_usage", type: "integer", description: "Posts that were published by API in the period" },
    {
      name: "config",
      type: "object",
      description: "The limit",
      properties: [
        { name: "quota_total", type: "integer", description: "Posts that may be published in a period" },
        { name: "quota_duration", type: "integer", description: "The period, in seconds" },
      ],
    },
  ],
};
