import type { ErrorRule } from "./error-rule.ts";
import { makeNewToken } from "./permission-hints.ts";

const accessTokens = "https://developers.facebook.com/docs/facebook-login/guides/access-tokens";
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

/** The rest: transient failures and wrong requests. */
export const fallbackRules: readonly ErrorRule<FallbackReason>[] = [
  { codes: [1, 2, 960], kind: "transient", reason: "server", docsUrl: errorHandling },
  { isTransient: true, kind: "transient", reason: "server", docsUrl: errorHandling },
  // The Instagram host says this of an object that is gone or never existed.
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
  // The API takes a version that never existed for a part of the path.
  {
    codes: [2500],
    text: /^unknown path components/i,
    kind: "misuse",
    reason: "unknown-path",
    docsUrl: changelog,
  },
  { codes: [100, 2500], kind: "misuse", reason: "wrong-request", docsUrl: errorHandling },
  { statuses: [429], kind: "rate-limit", reason: "http", docsUrl: rateLimits },
  { statuses: [408, 425], kind: "transient", reason: "http" },
  { statusRange: [500, 599], kind: "transient", reason: "http" },
  {
    statuses: [401],
    kind: "auth",
    reason: "http",
    hint: `The access token is not accepted. ${makeNewToken}`,
    docsUrl: accessTokens,
  },
];
