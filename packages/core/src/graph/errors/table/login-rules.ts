import type { ErrorRule } from "./error-rule.ts";
import { makeNewToken } from "./permission-hints.ts";

const accessTokens = "https://developers.facebook.com/docs/facebook-login/guides/access-tokens";
const manualFlow = "https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow";
const debugging = "https://developers.facebook.com/docs/graph-api/reference/debug_token";
const longLived = "https://developers.facebook.com/docs/instagram-platform/reference/access_token";

export type LoginReason =
  | "app-secret-wrong"
  | "app-id-wrong"
  | "code-used"
  | "code-expired"
  | "redirect-wrong"
  | "token-of-other-app"
  | "already-long-lived"
  | "signature"
  | "login-refused";

/** Refusals by the servers of a login that have no row of their own. */
export const otherLoginRules: readonly ErrorRule<LoginReason | "invalid">[] = [
  {
    isOfLogin: true,
    text: /access[ _]token/i,
    kind: "auth",
    reason: "invalid",
    hint: `The access token is not valid. ${makeNewToken}`,
    docsUrl: accessTokens,
  },
  {
    isOfLogin: true,
    kind: "permission",
    reason: "login-refused",
    hint: `The login of the person who made the token is refused. The person has to change at Meta what the refusal names. After that: ${makeNewToken}`,
    docsUrl: accessTokens,
  },
];

/** Refusals where tokens are made, renewed and looked up. None of them passes by asking again. */
export const loginRules: readonly ErrorRule<LoginReason>[] = [
  // Under code 1, which otherwise passes by itself.
  {
    codes: [1],
    text: /^error validating client secret/i,
    kind: "auth",
    reason: "app-secret-wrong",
    hint: "The app secret does not belong to this app",
    docsUrl: manualFlow,
  },
  {
    codes: [101],
    kind: "auth",
    reason: "app-id-wrong",
    hint: "No app has this id",
    docsUrl: manualFlow,
  },
  {
    text: /^invalid (?:platform app|client[_ ]id)/i,
    kind: "auth",
    reason: "app-id-wrong",
    hint: "This is not the id of an Instagram app: the id of the Meta app does not work here",
    docsUrl: manualFlow,
  },
  {
    codes: [100],
    subcodes: [36009],
    kind: "auth",
    reason: "code-used",
    hint: "A code works once: log in again",
    docsUrl: manualFlow,
  },
  {
    text: /authorization code has been used|matching code was not found/i,
    kind: "auth",
    reason: "code-used",
    hint: "A code works once: log in again",
    docsUrl: manualFlow,
  },
  {
    codes: [100],
    subcodes: [36007],
    kind: "auth",
    reason: "code-expired",
    hint: "The code has expired, or is not whole: log in again",
    docsUrl: manualFlow,
  },
  {
    text: /authorization code has expired|invalid (?:verification|authorization) code/i,
    kind: "auth",
    reason: "code-expired",
    hint: "The code has expired, or is not whole: log in again",
    docsUrl: manualFlow,
  },
  {
    codes: [100],
    subcodes: [36008],
    kind: "auth",
    reason: "redirect-wrong",
    hint: "The redirect URL must be identical to the one of the login page",
    docsUrl: manualFlow,
  },
  {
    codes: [191],
    kind: "auth",
    reason: "redirect-wrong",
    hint: "The app does not know the domain of this redirect URL",
    docsUrl: manualFlow,
  },
  {
    text: /redirect_uri/i,
    kind: "auth",
    reason: "redirect-wrong",
    hint: "The redirect URL must be identical to the one of the login page",
    docsUrl: manualFlow,
  },
  {
    codes: [100],
    text: /did not match the viewing app/i,
    kind: "auth",
    reason: "token-of-other-app",
    hint: "The token comes from another app than this app id and secret",
    docsUrl: debugging,
  },
  {
    codes: [452, 190],
    text: /^session key invalid/i,
    kind: "auth",
    reason: "already-long-lived",
    hint: "The token is long-lived already, or not whole: it is used as it is",
    docsUrl: longLived,
  },
  {
    codes: [190],
    text: /^invalid oauth access token signature/i,
    kind: "auth",
    reason: "signature",
    hint: "The token does not belong to the app, or the app secret is wrong",
    docsUrl: accessTokens,
  },
];
