import { appRules, type AppReason } from "./app-rules.ts";
import type { ErrorRule } from "./error-rule.ts";
import { nameRules, type NameReason } from "./name-rules.ts";
import { objectRules, type ObjectReason } from "./object-rules.ts";
import { fallbackRules, type FallbackReason } from "./fallback-rules.ts";
import { quotaRules, type QuotaReason } from "./quota-rules.ts";
import { loginRules, otherLoginRules, type LoginReason } from "./login-rules.ts";
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
  | AppReason
  | QuotaReason
  | LoginReason
  | TokenReason
  | ObjectReason
  | NameReason
  | FallbackReason;

/**
 * Every refusal that this client knows, in order of precedence. A row matches a text only where the API has no code for
 * the case. Titles and texts for users are in the user's language, so no row matches them.
 */
export const errorTable: readonly ErrorRule<TableReason>[] = [
  tooMuchData,
  ...appRules,
  ...quotaRules,
  ...loginRules,
  ...tokenRules,
  ...objectRules,
  ...nameRules,
  ...fallbackRules,
  ...otherLoginRules,
];
