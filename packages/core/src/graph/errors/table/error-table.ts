import type { ErrorRule } from "./error-rule.ts";
import { nameRules, type NameReason } from "./name-rules.ts";
import { objectRules, type ObjectReason } from "./object-rules.ts";
import { fallbackRules, type FallbackReason } from "./fallback-rules.ts";
import { quotaRules, type QuotaReason } from "./quota-rules.ts";
import { loginRules, type LoginReason } from "./login-rules.ts";
import { tokenRules, type TokenReason } from "./token-rules.ts";

const tooMuchData: ErrorRule<"too-much-data"> = {
  text: /reduce the amount of data/i,
  kind: "too-much-data",
  reason: "too-much-data",
  docsUrl: "https://developers.facebook.com/docs/graph-api/guides/error-handling",
};

/** Every reason that a row of the table gives. */
export type TableReason =
  | "too-much-data"
  | QuotaReason
  | LoginReason
  | TokenReason
  | ObjectReason
  | NameReason
  | FallbackReason;

/**
 * Every refusal this client knows, in order of precedence. Texts are matched only where the API gives no code of
 * its own for the case; titles and sentences for users come in the user's language and are never matched.
 */
export const errorTable: readonly ErrorRule<TableReason>[] = [
  tooMuchData,
  ...quotaRules,
  ...loginRules,
  ...tokenRules,
  ...objectRules,
  ...nameRules,
  ...fallbackRules,
];
