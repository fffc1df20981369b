import type { GraphErrorKind } from "./errors.ts";

/** One row: which refusals it covers, and what they mean. The first row that fits decides. */
export interface ErrorRule {
  codes?: readonly number[];
  /** Inclusive. */
  codeRange?: readonly [number, number];
  subcodes?: readonly number[];
  statuses?: readonly number[];
  isTransient?: true;
  /** Tested against the message and the message for users. Its groups `names`, `position` and `valid` are read. */
  text?: RegExp;
  kind: GraphErrorKind;
  reason: string;
  hint?: string;
  docsUrl?: string;
  nameKind?: "metric" | "field" | "breakdown";
  /** The refused names, where the code alone implies them. */
  names?: readonly string[];
}

const errorHandling = "https://developers.facebook.com/docs/graph-api/guides/error-handling";
const rateLimits = "https://developers.facebook.com/docs/graph-api/overview/rate-limiting";
const mediaInsights =
  "https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights";
const userInsights =
  "https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights";
const permissions = "https://developers.facebook.com/docs/permissions";
const accessTokens = "https://developers.facebook.com/docs/facebook-login/guides/access-tokens";
const appSecretProof = "https://developers.facebook.com/docs/graph-api/guides/secure-requests";

const newToken = "Make a new access token and put it in the settings";

const weight: ErrorRule[] = [
  {
    text: /reduce the amount of data/i,
    kind: "too-much-data",
    reason: "too-much-data",
    docsUrl: errorHandling,
  },
];

const quota: ErrorRule[] = [
  {
    codes: [4],
    subcodes: [2207051],
    kind: "permission",
    reason: "action-blocked",
    hint: "Instagram blocked this action for the account; it does not pass by waiting",
    docsUrl: errorHandling,
  },
  { codes: [4, 341], kind: "rate-limit", reason: "app-quota", docsUrl: rateLimits },
  { codes: [17, 32, 613], kind: "rate-limit", reason: "user-quota", docsUrl: rateLimits },
  { codes: [80002], kind: "rate-limit", reason: "account-quota", docsUrl: rateLimits },
  { codeRange: [80000, 80014], kind: "rate-limit", reason: "business-quota", docsUrl: rateLimits },
  { codes: [18], kind: "rate-limit", reason: "hashtag-quota", docsUrl: rateLimits },
  { codes: [368], kind: "rate-limit", reason: "policy-block", docsUrl: errorHandling },
];

const tokens: ErrorRule[] = [
  {
    codes: [190],
    subcodes: [463],
    kind: "auth",
    reason: "expired",
    hint: `The access token has expired. ${newToken}`,
    docsUrl: accessTokens,
  },
  {
    codes: [190],
    subcodes: [458],
    kind: "auth",
    reason: "app-removed",
    hint: "The user removed the app. Connect it again and make a new access token",
    docsUrl: accessTokens,
  },
  {
    codes: [190],
    subcodes: [459],
    kind: "auth",
    reason: "checkpoint",
    hint: "The user must log in at facebook.com once and pass the check there",
    docsUrl: accessTokens,
  },
  {
    codes: [190],
    subcodes: [460],
    kind: "auth",
    reason: "password-changed",
    hint: `The user changed the password. ${newToken}`,
    docsUrl: accessTokens,
  },
  {
    codes: [190],
    subcodes: [464],
    kind: "auth",
    reason: "unconfirmed",
    hint: "The user must confirm the account at facebook.com",
    docsUrl: accessTokens,
  },
  {
    codes: [190],
    text: /Page Access Token/i,
    kind: "auth",
    reason: "wrong-token-type",
    hint: "This request needs a Page access token",
    docsUrl: accessTokens,
  },
  {
    codes: [190, 102],
    kind: "auth",
    reason: "invalid",
    hint: `The access token is not valid. ${newToken}`,
    docsUrl: accessTokens,
  },
  {
    codes: [2500],
    text: /active access token/i,
    kind: "auth",
    reason: "missing",
    hint: `No usable access token was sent. ${newToken}`,
    docsUrl: accessTokens,
  },
  {
    codes: [100],
    text: /appsecret_proof/i,
    kind: "auth",
    reason: "appsecret-proof",
    hint: "The app demands a proof of its secret: set app_secret to the secret of the app the token belongs to",
    docsUrl: appSecretProof,
  },
];

const itemsWithoutInsights: ErrorRule[] = [
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
];

const absence: ErrorRule[] = [
  { codes: [100], subcodes: [33], kind: "not-found", reason: "not-visible", docsUrl: errorHandling },
  { codes: [803], kind: "not-found", reason: "no-such-id", docsUrl: errorHandling },
  { codes: [110], kind: "not-found", reason: "no-such-user", docsUrl: errorHandling },
];

const missingPermissions: ErrorRule[] = [
  { codes: [3, 10], kind: "permission", reason: "permission-missing", docsUrl: permissions },
  {
    codeRange: [200, 299],
    kind: "permission",
    reason: "permission-missing",
    docsUrl: permissions,
  },
];

const refusedNames: ErrorRule[] = [
  {
    codes: [-1],
    subcodes: [2207086],
    kind: "refused-name",
    nameKind: "metric",
    reason: "fatal",
    docsUrl: mediaInsights,
  },
  {
    text: /does not support the (?<names>.+?) metrics? for/i,
    kind: "refused-name",
    nameKind: "metric",
    reason: "wrong-media-type",
    docsUrl: mediaInsights,
  },
  {
    text: /the (?<names>[\w, ]+?) metrics? is no longer supported/i,
    kind: "refused-name",
    nameKind: "metric",
    reason: "retired",
    docsUrl: mediaInsights,
  },
  {
    text: /metric\[(?<position>\d+)\] must be one of the following values: (?<valid>.+)/i,
    kind: "refused-name",
    nameKind: "metric",
    reason: "unknown",
    docsUrl: mediaInsights,
  },
  {
    text: /breakdown\[(?<position>\d+)\] must be one of the following values: (?<valid>.+)/i,
    kind: "refused-name",
    nameKind: "breakdown",
    reason: "unknown",
    docsUrl: mediaInsights,
  },
  {
    text: /incompatible breakdowns \((?<names>[^)]*)\)/i,
    kind: "refused-name",
    nameKind: "breakdown",
    reason: "incompatible",
    docsUrl: userInsights,
  },
  {
    text: /following metrics? \((?<names>[^)]*)\) should be specified with/i,
    kind: "refused-name",
    nameKind: "metric",
    reason: "metric-type",
    docsUrl: userInsights,
  },
  {
    text: /following metrics? \((?<names>[^)]*)\) (?:is|are) incompatible with the metric type/i,
    kind: "refused-name",
    nameKind: "metric",
    reason: "metric-type",
    docsUrl: userInsights,
  },
  {
    text: /following periods \([^)]*\) are incompatible with the metrics? \((?<names>[^)]*)\)/i,
    kind: "refused-name",
    nameKind: "metric",
    reason: "period",
    docsUrl: userInsights,
  },
  {
    text: /\((?<names>\w+)\) metric only supports querying data for/i,
    kind: "refused-name",
    nameKind: "metric",
    reason: "history",
    docsUrl: userInsights,
  },
  {
    text: /nonexisting field \((?<names>[^)]*)\)/i,
    kind: "refused-name",
    nameKind: "field",
    reason: "unknown",
    docsUrl: errorHandling,
  },
  {
    codes: [36104],
    kind: "refused-name",
    nameKind: "field",
    reason: "business-discovery-only",
    names: ["view_count"],
  },
  {
    codes: [9005],
    subcodes: [1452042],
    kind: "refused-name",
    nameKind: "field",
    reason: "video-only",
    names: ["copyright_check_information"],
  },
];

const passing: ErrorRule[] = [
  { codes: [1, 2, 960], kind: "transient", reason: "server", docsUrl: errorHandling },
  { isTransient: true, kind: "transient", reason: "server", docsUrl: errorHandling },
  { codes: [100], text: /^unsupported request - method type/i, kind: "misuse", reason: "unsupported-method" },
  { codes: [100, 2500], kind: "misuse", reason: "wrong-request", docsUrl: errorHandling },
  { statuses: [429], kind: "rate-limit", reason: "http", docsUrl: rateLimits },
  { statuses: [408, 500, 502, 503, 504], kind: "transient", reason: "http" },
  { statuses: [401], kind: "auth", reason: "http" },
];

/**
 * Every refusal this client knows, in order of precedence. Texts are matched only where the API gives no code of
 * its own for the case; titles and sentences for users come in the user's language and are never matched.
 */
export const errorTable: readonly ErrorRule[] = [
  ...weight,
  ...quota,
  ...tokens,
  ...itemsWithoutInsights,
  ...absence,
  ...missingPermissions,
  ...refusedNames,
  ...passing,
];
