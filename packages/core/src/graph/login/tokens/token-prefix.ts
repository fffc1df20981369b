/** What the first letters of a token say: which login made it, or that it belongs to an app and to no person. */
export type TokenPrefix = "facebook" | "instagram" | "app" | "unknown";

/**
 * Reads from its first letters what a token is, without asking the API: `IG…` comes from Instagram Login, `EAA…` from
 * Facebook Login, and `1234|…` is an app's own, which reads no account.
 *
 * @example
 * ```ts
 * import { prefixOfToken } from "@tap-instagram/core/login";
 *
 * prefixOfToken("IGAAR…"); // "instagram"
 * prefixOfToken("1234567890|4f0c1a9b"); // "app"
 * ```
 */
export function prefixOfToken(accessToken: string): TokenPrefix {
  if (accessToken.startsWith("IG")) return "instagram";
  if (accessToken.startsWith("EAA")) return "facebook";
  return /^\d+\|/.test(accessToken) ? "app" : "unknown";
}
