import { defaultApiVersion, type GraphHost } from "../../hosts.ts";
import { loginBaseUrl } from "../login-hosts.ts";

/** What a login page is asked for. */
export interface AuthorizeRequest {
  login: GraphHost;
  /** The id of the app; each login has its own. */
  appId: string;
  /**
   * Where the browser goes afterwards, with a code. The exchange of the code must repeat it, character by character.
   * Instagram takes https only. Facebook takes `http://localhost:PORT/…` while the app is in development mode.
   */
  redirectUri: string;
  /** Comes back as it is, and tells this login from any other; see `newLoginState`. */
  state: string;
  /** The permissions to ask for, or the id of a configuration of Facebook Login for Business that holds them. */
  scope: readonly string[] | { configId: string };
  /**
   * Facebook: asks again for what the person declined before. Instagram: asks the person to log in again, for instance
   * with another account.
   */
  askAgain?: boolean | undefined;
  /** Version of Facebook's page. Default `v25.0`. */
  apiVersion?: string | undefined;
  /** Base address of the login pages, for tests and proxies; the vendor's host follows as the first segment. */
  loginUrl?: string | undefined;
}

/**
 * The address of the page where a person logs in and grants permissions. It holds no secret.
 * https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow and
 * https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login
 *
 * @example
 * ```ts
 * import { authorizeUrl, newLoginState, requiredScopes } from "@tap-instagram/core/login";
 *
 * const address = authorizeUrl({
 *   login: "facebook",
 *   appId: "1234567890",
 *   redirectUri: "http://localhost:4567/callback",
 *   state: newLoginState(),
 *   scope: requiredScopes.facebook,
 * });
 * // https://www.facebook.com/v25.0/dialog/oauth?client_id=1234567890&redirect_uri=…
 * ```
 */
export function authorizeUrl(request: AuthorizeRequest): string {
  const { login, loginUrl, apiVersion = defaultApiVersion } = request;
  const base = loginBaseUrl(loginUrl, login === "facebook" ? "www.facebook.com" : "www.instagram.com");
  const url = new URL(
    login === "facebook" ? `${base}/${apiVersion}/dialog/oauth` : `${base}/oauth/authorize`,
  );
  const { searchParams } = url;
  searchParams.set("client_id", request.appId);
  searchParams.set("redirect_uri", request.redirectUri);
  searchParams.set("response_type", "code");
  if ("configId" in request.scope) searchParams.set("config_id", request.scope.configId);
  else searchParams.set("scope", request.scope.join(","));
  searchParams.set("state", request.state);
  if (request.askAgain) {
    if (login === "facebook") searchParams.set("auth_type", "rerequest");
    else searchParams.set("force_reauth", "true");
  }
  return url.href;
}
