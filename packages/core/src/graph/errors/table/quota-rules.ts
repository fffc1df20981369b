import type { ErrorRule } from "./error-rule.ts";

const errorHandling = "https://developers.facebook.com/docs/graph-api/guides/error-handling";
const rateLimits = "https://developers.facebook.com/docs/graph-api/overview/rate-limiting";

export type QuotaReason =
  | "action-blocked"
  | "app-quota"
  | "user-quota"
  | "page-quota"
  | "custom-quota"
  | "account-quota"
  | "business-quota"
  | "hashtag-quota"
  | "policy-block";

/** Refusals that concern whatever a token asks: its user, or the app as a whole. */
export const ofEveryRequest: ReadonlySet<unknown> = new Set<QuotaReason>([
  "app-quota",
  "user-quota",
  "policy-block",
]);

/** Refusals that end after a wait, and one that looks like them. */
export const quotaRules: readonly ErrorRule<QuotaReason>[] = [
  {
    codes: [4],
    subcodes: [2207051],
    kind: "permission",
    reason: "action-blocked",
    hint: "Instagram blocked this action for the account; waiting does not help",
    docsUrl: errorHandling,
  },
  // This list has a quota of its own, which no wait within a run brings back.
  {
    codes: [4, 613],
    edges: ["collaboration_invites"],
    kind: "quota-exhausted",
    reason: "account-quota",
    hint: "Meta allows 300 reads of this list per account and day",
    docsUrl: rateLimits,
  },
  { codes: [4, 341], kind: "rate-limit", reason: "app-quota", docsUrl: rateLimits },
  { codes: [17], kind: "rate-limit", reason: "user-quota", docsUrl: rateLimits },
  { codes: [32], kind: "rate-limit", reason: "page-quota", docsUrl: rateLimits },
  { codes: [613], kind: "rate-limit", reason: "custom-quota", docsUrl: rateLimits },
  { codes: [80002], kind: "rate-limit", reason: "account-quota", docsUrl: rateLimits },
  { codeRange: [80000, 80014], kind: "rate-limit", reason: "business-quota", docsUrl: rateLimits },
  // It comes back after days: no wait is long enough.
  {
    codes: [18],
    kind: "quota-exhausted",
    reason: "hashtag-quota",
    hint: "An account can query 30 different hashtags in 7 days",
    docsUrl: rateLimits,
  },
  { codes: [368], kind: "rate-limit", reason: "policy-block", docsUrl: errorHandling },
];
