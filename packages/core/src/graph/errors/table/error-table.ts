import type { ErrorRule } from "./error-rule.ts";
import { nameRules } from "./name-rules.ts";
import { objectRules } from "./object-rules.ts";
import { fallbackRules } from "./fallback-rules.ts";
import { quotaRules } from "./quota-rules.ts";
import { loginRules } from "./login-rules.ts";
import { tokenRules } from "./token-rules.ts";

const tooMuchData: ErrorRule = {
  text: /reduce the amount of data/i,
  kind: "too-much-data",
  reason: "too-much-data",
  docsUrl: "https://developers.facebook.com/docs/graph-api/guides/error-handling",
};

/**
 * Every refusal this client knows, in order of precedence. Texts are matched only where the API gives no code of
 * its own for the case; titles and sentences for users come in the user's language and are never matched.
 */
export const errorTable: readonly ErrorRule[] = [
  tooMuchData,
  ...quotaRules,
  ...loginRules,
  ...tokenRules,
  ...objectRules,
  ...nameRules,
  ...fallbackRules,
];
