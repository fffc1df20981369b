/**
 * The two hosts of the Graph API, one per login. They differ in base address, token, account discovery and in what they
 * refuse. https://developers.facebook.com/docs/instagram-platform/overview
 */
export type GraphHost = "facebook" | "instagram";

/** The version of the API, unless the caller names another. */
export const defaultApiVersion = "v25.0";

/** Base address of each host, without version and without a trailing slash. */
export const hostBaseUrls: Record<GraphHost, string> = {
  facebook: "https://graph.facebook.com",
  instagram: "https://graph.instagram.com",
};

/** An address that paths can be added to. */
export function withoutTrailingSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

/**
 * The host of an access token, from its prefix: `IG…` is an Instagram user token, everything else (`EAA…`) comes from
 * Facebook Login.
 *
 * @example
 * ```ts
 * import { hostBaseUrls, hostOfToken } from "@tap-instagram/core";
 *
 * const host = hostOfToken("IGAAR…"); // "instagram"
 * console.log(`The token is for ${hostBaseUrls[host]}`);
 * ```
 */
export function hostOfToken(accessToken: string): GraphHost {
  return accessToken.startsWith("IG") ? "instagram" : "facebook";
}
