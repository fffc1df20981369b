import { makeNewToken } from "./permission-hints.ts";
import type { ErrorRule } from "./error-rule.ts";

const accessTokens = "https://developers.facebook.com/docs/facebook-login/guides/access-tokens";
const appSecretProof = "https://developers.facebook.com/docs/graph-api/guides/secure-requests";

export type TokenReason =
  | "expired"
  | "app-removed"
  | "checkpoint"
  | "password-changed"
  | "unconfirmed"
  | "logged-out"
  | "wrong-token-type"
  | "invalid"
  | "missing"
  | "appsecret-proof";

/** Refusals of the token or of the app's proof: nothing works until one of them is replaced. */
export const tokenRules: readonly ErrorRule<TokenReason>[] = [
  {
    codes: [190],
    subcodes: [463],
    kind: "auth",
    reason: "expired",
    hint: `The access token has expired. ${makeNewToken}`,
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
    hint: `The user changed the password. ${makeNewToken}`,
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
    subcodes: [467, 492],
    kind: "auth",
    reason: "logged-out",
    hint: `The user logged out, or the session ended. ${makeNewToken}`,
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
    hint: `The access token is not valid. ${makeNewToken}`,
    docsUrl: accessTokens,
  },
  {
    codes: [2500],
    text: /active access token/i,
    kind: "auth",
    reason: "missing",
    hint: `The request had no usable access token. ${makeNewToken}`,
    docsUrl: accessTokens,
  },
  {
    codes: [100],
    text: /appsecret_proof/i,
    kind: "auth",
    reason: "appsecret-proof",
    hint: "The app requires a proof of its secret (appsecret_proof): use the secret of the app that made the token",
    docsUrl: appSecretProof,
  },
];
