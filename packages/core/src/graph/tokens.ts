import * as v from "valibot";
import type { GraphClient } from "./client.ts";
import type { GraphHost } from "./hosts.ts";

/** The app that made a token. */
export interface AppCredentials {
  appId: string;
  appSecret: string;
}

/** A token as the API hands it out. */
export interface FreshToken {
  accessToken: string;
  /** `null` where the API does not say: the token does not expire, or not soon. */
  expiresInSeconds: number | null;
}

/** What the API knows about a token. */
export interface TokenReport {
  isValid: boolean;
  /** `USER`, `PAGE`, `SYSTEM_USER`. */
  type: string | null;
  appId: string | null;
  scopes: readonly string[];
  /** Milliseconds since the epoch; `null` for never. */
  expiresAtMs: number | null;
  /** When the 90 days of data access end, although the token lives on. */
  dataAccessExpiresAtMs: number | null;
  /** Why it is not valid. */
  problem: string | null;
}

/** The permissions that reading everything takes, per login. */
export const requiredScopes: Record<GraphHost, readonly string[]> = {
  facebook: ["instagram_basic", "instagram_manage_insights", "pages_show_list", "pages_read_engagement"],
  instagram: ["instagram_business_basic", "instagram_business_manage_insights"],
};

const freshToken = v.pipe(
  v.object({ access_token: v.string(), expires_in: v.optional(v.nullable(v.number())) }),
  v.transform((token): FreshToken => ({
    accessToken: token.access_token,
    expiresInSeconds: token.expires_in ?? null,
  })),
);

/**
 * Exchanges a short-lived token for one of about 60 days, on the client's host.
 * https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived and
 * https://developers.facebook.com/docs/instagram-platform/reference/access_token
 *
 * @throws AuthError for a token that is expired or already long-lived.
 *
 * @example
 * ```ts
 * import { createGraphClient, exchangeToken } from "@tap-instagram/core";
 *
 * const shortLived = "EAAG…";
 * const graph = createGraphClient({ accessToken: shortLived });
 * const app = { appId: "1234567890", appSecret: "…" };
 * const { accessToken, expiresInSeconds } = await exchangeToken(graph, app, shortLived);
 * ```
 */
export function exchangeToken(
  graph: GraphClient,
  app: AppCredentials,
  accessToken: string,
): Promise<FreshToken> {
  if (graph.host === "instagram") {
    const params = { grant_type: "ig_exchange_token", client_secret: app.appSecret };
    return graph.send(
      { method: "GET", path: "access_token", params, budget: "app", quotaCalls: 1, versioned: false },
      freshToken,
    );
  }
  const params = {
    grant_type: "fb_exchange_token",
    client_id: app.appId,
    client_secret: app.appSecret,
    fb_exchange_token: accessToken,
  };
  return graph.send(
    { method: "GET", path: "oauth/access_token", params, budget: "app", quotaCalls: 1, authorized: false },
    freshToken,
  );
}

/**
 * Gives an Instagram token 60 more days. It must be at least a day old and not expired.
 * https://developers.facebook.com/docs/instagram-platform/reference/refresh_access_token
 *
 * @throws AuthError; MisuseError on the Facebook host, where tokens are exchanged, not refreshed.
 *
 * @example
 * ```ts
 * import { createGraphClient, refreshToken } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "IGAAR…" });
 * const { accessToken, expiresInSeconds } = await refreshToken(graph);
 * if (expiresInSeconds !== null) console.log(`Good for ${Math.floor(expiresInSeconds / 86_400)} days`);
 * ```
 */
export function refreshToken(graph: GraphClient): Promise<FreshToken> {
  const params = { grant_type: "ig_refresh_token" };
  return graph.send(
    { method: "GET", path: "refresh_access_token", params, budget: "app", quotaCalls: 1, versioned: false },
    freshToken,
  );
}

const instant = v.pipe(
  v.optional(v.number(), 0),
  v.transform((seconds) => (seconds > 0 ? seconds * 1000 : null)),
);

const tokenReport = v.pipe(
  v.object({
    data: v.object({
      is_valid: v.optional(v.boolean(), false),
      type: v.optional(v.nullable(v.string()), null),
      app_id: v.optional(v.nullable(v.string()), null),
      scopes: v.optional(v.array(v.string()), []),
      expires_at: instant,
      data_access_expires_at: instant,
      error: v.optional(v.object({ message: v.optional(v.string(), "unknown") })),
    }),
  }),
  v.transform(({ data }): TokenReport => ({
    isValid: data.is_valid,
    type: data.type,
    appId: data.app_id,
    scopes: data.scopes,
    expiresAtMs: data.expires_at,
    dataAccessExpiresAtMs: data.data_access_expires_at,
    problem: data.error?.message ?? null,
  })),
);

/**
 * What the API knows about a token: its kind, permissions and expiry. Facebook host only. `graph` must be a client
 * whose own token is the app's (`APP_ID|APP_SECRET`) or belongs to the app.
 * https://developers.facebook.com/docs/graph-api/reference/debug_token
 *
 * @example
 * ```ts
 * import { createGraphClient, debugToken } from "@tap-instagram/core";
 *
 * const app = createGraphClient({ accessToken: "1234567890|…" });
 * const { type, scopes, expiresAtMs } = await debugToken(app, "EAAG…");
 * console.log(type, scopes); // USER [ "instagram_basic", "pages_show_list" ]
 * console.log(expiresAtMs === null ? "never expires" : new Date(expiresAtMs));
 * ```
 */
export function debugToken(
  graph: GraphClient,
  accessToken: string,
  signal?: AbortSignal,
): Promise<TokenReport> {
  return graph.send(
    {
      method: "GET",
      path: "debug_token",
      params: { input_token: accessToken },
      budget: "app",
      quotaCalls: 1,
    },
    tokenReport,
    signal,
  );
}

const dayMs = 24 * 60 * 60_000;

/**
 * What a person should know about a token before relying on it, a sentence each; empty when all is well.
 *
 * @example
 * ```ts
 * import { createGraphClient, debugToken, tokenWarnings } from "@tap-instagram/core";
 *
 * const app = createGraphClient({ accessToken: "1234567890|…" });
 * const report = await debugToken(app, "EAAG…");
 * for (const warning of tokenWarnings(report, "facebook", Date.now())) console.warn(warning);
 * // The access token lacks instagram_manage_insights
 * // The access token expires in 6 days: make a new one before
 * ```
 */
export function tokenWarnings(report: TokenReport, host: GraphHost, nowMs: number): string[] {
  const warnings: string[] = [];
  if (!report.isValid) warnings.push(`The access token is not valid: ${report.problem ?? "no reason given"}`);
  const missing = requiredScopes[host].filter((scope) => !report.scopes.includes(scope));
  if (missing.length > 0) warnings.push(`The access token lacks ${missing.join(", ")}`);
  const ends = [
    ["The access token expires", report.expiresAtMs],
    ["The access to data ends", report.dataAccessExpiresAtMs],
  ] as const;
  for (const [what, atMs] of ends) {
    if (atMs === null) continue;
    const days = Math.floor((atMs - nowMs) / dayMs);
    if (days < 14)
      warnings.push(`${what} ${days < 1 ? "within a day" : `in ${days} days`}: make a new one before`);
  }
  return warnings;
}
