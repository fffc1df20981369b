import type { NotServed } from "./not-served.ts";

const date = "2026-11-28";
const noHashtags = "No stream reads hashtags yet";
const noCollaborations = "No stream reads collaborations yet";

export const otherNodesNotServed: readonly NotServed[] = [
  {
    classes: ["IGComment"],
    part: "Field",
    names: ["media", "parent_id"],
    reason: "Known from the post and the comment that it was found under",
    date,
  },
  { classes: ["ShadowIGHashtag"], part: "Field", names: ["id", "name"], reason: noHashtags, date },
  {
    classes: ["ShadowIGHashtag"],
    part: "edge",
    edges: { recent_media: ["user_id"], top_media: ["user_id"] },
    reason: noHashtags,
    date,
  },
  {
    classes: ["ShadowIGUserCollaborativeMedia"],
    part: "Field",
    names: [
      "caption",
      "comments_count",
      "id",
      "like_count",
      "media_product_type",
      "media_type",
      "media_url",
      "permalink",
      "reposts_count",
      "saved_count",
      "shares_count",
      "thumbnail_url",
      "timestamp",
      "total_comments_count",
      "total_like_count",
      "total_views_count",
      "username",
    ],
    reason: noCollaborations,
    date,
  },
  {
    classes: ["ShadowIGUserCollaborationInvites"],
    part: "Field",
    names: ["caption", "media_id", "media_owner_username", "media_url"],
    reason: noCollaborations,
    date,
  },
  {
    classes: ["ShadowIGMediaCollaborators"],
    part: "Field",
    names: ["id", "invite_status", "username"],
    reason: noCollaborations,
    date,
  },
];
