/**
 * The two doors to the Graph API. They differ in base address, token, account discovery, and in what they
 * refuse: https://developers.facebook.com/docs/instagram-platform/overview
 */
export type GraphHost = "facebook" | "instagram";

/** The version asked for when the caller names none. */
export const defaultApiVersion = "v25.0";

/** Base address of each host, without version and without a trailing slash. */
export const hostBaseUrls: Record<GraphHost, string> = {
  facebook: "https://graph.facebook.com",
  instagram: "https://graph.instagram.com",
};

/**
 * The host an access token belongs to, read from its prefix: `IG…` are Instagram user tokens, everything
 * else (`EAA…`) comes from Facebook Login.
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
