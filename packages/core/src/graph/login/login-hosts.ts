import { withoutTrailingSlash } from "../hosts.ts";

/** The vendor's hosts beside the Graph API: the two login pages, and where Instagram exchanges codes. */
export type LoginHost = "www.facebook.com" | "www.instagram.com" | "api.instagram.com";

/** Base address of one of them, without a trailing slash: the real one, or below the address of a test or a proxy. */
export function loginBaseUrl(loginUrl: string | undefined, host: LoginHost): string {
  return loginUrl === undefined ? `https://${host}` : `${withoutTrailingSlash(loginUrl)}/${host}`;
}
