import type { ErrorRule } from "./error-rule.ts";

const errorHandling = "https://developers.facebook.com/docs/graph-api/guides/error-handling";
const mediaInsights =
  "https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights";
const hashtagSearch =
  "https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-hashtag-search";
const permissions = "https://developers.facebook.com/docs/permissions";

export type ObjectReason =
  | "too-few-viewers"
  | "before-conversion"
  | "not-visible"
  | "no-such-id"
  | "no-such-user"
  | "no-such-hashtag"
  | "permission-missing";

/** Refusals of one object: it has no insights, is gone, or is not for this token. */
export const objectRules: readonly ErrorRule<ObjectReason>[] = [
  {
    codes: [10],
    text: /not enough viewers/i,
    kind: "no-insights",
    reason: "too-few-viewers",
    docsUrl: mediaInsights,
  },
  {
    codes: [100],
    subcodes: [2108006],
    kind: "no-insights",
    reason: "before-conversion",
    docsUrl: mediaInsights,
  },
  { codes: [100], subcodes: [33], kind: "not-found", reason: "not-visible", docsUrl: errorHandling },
  { codes: [803], kind: "not-found", reason: "no-such-id", docsUrl: errorHandling },
  { codes: [110], kind: "not-found", reason: "no-such-user", docsUrl: errorHandling },
  { codes: [24], kind: "not-found", reason: "no-such-hashtag", docsUrl: hashtagSearch },
  { codes: [10], kind: "permission", reason: "permission-missing", docsUrl: permissions },
  // The answer of `me/businesses` without business_management.
  {
    codes: [100],
    text: /^(?:\(#100\) )?missing permissions?/i,
    kind: "permission",
    reason: "permission-missing",
    docsUrl: permissions,
  },
  {
    codeRange: [200, 299],
    kind: "permission",
    reason: "permission-missing",
    docsUrl: permissions,
  },
];
