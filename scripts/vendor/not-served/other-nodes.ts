import type { NotServed } from "./not-served.ts";

const date = "2026-11-28";
const noHashtags = "No stream reads hashtags yet";

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
];
