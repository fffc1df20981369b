import type { NotServed } from "./not-served.ts";

const date = "2026-11-28";

export const otherNodesNotServed: readonly NotServed[] = [
  {
    classes: ["IGComment"],
    part: "Field",
    names: ["media", "parent_id"],
    reason: "Known from the post and the comment that it was found under",
    date,
  },
];
