import type { GraphHost } from "../../hosts.ts";
import { requiredScopes } from "./permissions.ts";
import type { TokenReport } from "./token-report.ts";
import { dayMs } from "../../durations.ts";

/** How long before the end of a token people are warned. */
export const warningDays = 14;

/** Something about a token that ends soon, or has ended. */
export interface TokenEnd {
  /** The token itself; or the data it may read, which only a new login by the person renews. */
  what: "token" | "data-access";
  atMs: number;
  /** Whole days that are left; below 0 when it has ended. */
  daysLeft: number;
}

/**
 * What of a token ends within 14 days, the token itself first.
 *
 * @example
 * ```ts
 * import { createLoginClient, tokenEnds } from "@tap-instagram/core/login";
 *
 * const app = { appId: "1234567890", appSecret: "…" };
 * const report = await createLoginClient({ login: "facebook", app }).debugToken("EAAG…");
 * for (const { what, daysLeft } of tokenEnds(report, Date.now())) console.warn(what, daysLeft); // token 6
 * ```
 */
export function tokenEnds(
  report: Pick<TokenReport, "expiresAtMs" | "dataAccessExpiresAtMs">,
  nowMs: number,
): TokenEnd[] {
  const ends = [
    { what: "token", atMs: report.expiresAtMs },
    { what: "data-access", atMs: report.dataAccessExpiresAtMs },
  ] as const;
  return ends.flatMap(({ what, atMs }) => {
    if (atMs === null) return [];
    const daysLeft = Math.floor((atMs - nowMs) / dayMs);
    return daysLeft < warningDays ? [{ what, atMs, daysLeft }] : [];
  });
}

/**
 * What a person should know about a token before relying on it, a sentence each; empty when all is well.
 *
 * @example
 * ```ts
 * import { createLoginClient, tokenWarnings } from "@tap-instagram/core/login";
 *
 * const app = { appId: "1234567890", appSecret: "…" };
 * const report = await createLoginClient({ login: "facebook", app }).debugToken("EAAG…");
 * for (const warning of tokenWarnings(report, "facebook", Date.now())) console.warn(warning);
 * // The access token lacks instagram_manage_insights
 * // The access token expires in 6 days: make a new one before
 * ```
 */
export function tokenWarnings(report: TokenReport, login: GraphHost, nowMs: number): string[] {
  const warnings: string[] = [];
  if (!report.isValid)
    warnings.push(`The access token is not valid: ${report.problem?.message ?? "no reason given"}`);
  const missing = requiredScopes[login].filter((scope) => !report.scopes.includes(scope));
  if (missing.length > 0) warnings.push(`The access token lacks ${missing.join(", ")}`);
  for (const end of tokenEnds(report, nowMs)) warnings.push(sentenceOf(end));
  return warnings;
}

function sentenceOf({ what, daysLeft }: TokenEnd): string {
  const left = daysLeft < 1 ? "within a day" : `in ${daysLeft} days`;
  if (what === "token") {
    return daysLeft < 0
      ? "The access token has expired: make a new one"
      : `The access token expires ${left}: make a new one before`;
  }
  return daysLeft < 0
    ? "The access to data has ended, although the token lives on: the person has to log in again"
    : `The access to data ends ${left}: the person has to log in again before`;
}
