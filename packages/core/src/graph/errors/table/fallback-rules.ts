import type { ErrorRule } from "./error-rule.ts";

const errorHandling = "https://developers.facebook.com/docs/graph-api/guides/error-handling";
const changelog = "https://developers.facebook.com/docs/graph-api/changelog";
const rateLimits = "https://developers.facebook.com/docs/graph-api/overview/rate-limiting";

export type FallbackReason =
  | "server"
  | "not-visible"
  | "unsupported-method"
  | "end-of-list"
  | "unknown-path"
  | "wrong-request"
  | "http";

/** What is left: failures that pass, and requests that are wrong. */
export const fallbackRules: readonly ErrorRule<FallbackReason>[] = [
  { codes: [1, 2, 960], kind: "transient", reason: "server", docsUrl: errorHandling },
  { isTransient: true, kind: "transient", reason: "server", docsUrl: errorHandling },
  // The Instagram host's words for an object that is gone, or never was.
  {
    codes: [100],
    text: /^unsupported request - method type: get/i,
    kind: "not-found",
    reason: "not-visible",
  },
  { codes: [100], text: /^unsupported request - method type/i, kind: "misuse", reason: "unsupported-method" },
  {
    codes: [100],
    text: /after cursor specified exceeds the max limit/i,
    kind: "misuse",
    reason: "end-of-list",
  },
  // A version that never existed is read as the first part of the path.
  {
    codes: [2500],
    text: /^unknown path components/i,
    kind: "misuse",
    reason: "unknown-path",
    docsUrl: changelog,
  },
  { codes: [100, 2500], kind: "misuse", reason: "wrong-request", docsUrl: errorHandling },
  { statuses: [429], kind: "rate-limit", reason: "http", docsUrl: rateLimits },
  { statuses: [408, 500, 502, 503, 504], kind: "transient", reason: "http" },
  { statuses: [401], kind: "auth", reason: "http" },
];
