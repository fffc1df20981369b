import type { GraphPath } from "../http/path.ts";
import type { GraphRequest } from "../http/request.ts";
import type { AppCredentials } from "./app-credentials.ts";

/**
 * Facebook's exchange, which renews as well. The token is none of the request's own.
 * https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
 */
export function facebookExchange({ appId, appSecret }: AppCredentials, accessToken: string): GraphRequest {
  return {
    ...tokenRequest({ node: "oauth", edge: "access_token" }),
    params: {
      grant_type: "fb_exchange_token",
      client_id: appId,
      client_secret: appSecret,
      fb_exchange_token: accessToken,
    },
    authorized: false,
  };
}

/**
 * Instagram's exchange. This and the renewal are documented with the token in the query, and nothing shows that a
 * header alone would do.
 * https://developers.facebook.com/docs/instagram-platform/reference/access_token
 */
export function instagramExchange({ appSecret }: AppCredentials, accessToken: string): GraphRequest {
  return {
    ...tokenRequest({ node: "access_token" }),
    params: { grant_type: "ig_exchange_token", client_secret: appSecret, access_token: accessToken },
    versioned: false,
    authorized: false,
  };
}

/** https://developers.facebook.com/docs/instagram-platform/reference/refresh_access_token */
export function instagramRenewal(accessToken: string): GraphRequest {
  return {
    ...tokenRequest({ node: "refresh_access_token" }),
    params: { grant_type: "ig_refresh_token", access_token: accessToken },
    versioned: false,
    authorized: false,
  };
}

/** https://developers.facebook.com/docs/graph-api/reference/debug_token */
export function tokenLookup(accessToken: string): GraphRequest {
  return { ...tokenRequest({ node: "debug_token" }), params: { input_token: accessToken } };
}

function tokenRequest(path: GraphPath): Omit<GraphRequest, "params"> {
  return { method: "GET", ...path, budget: "app", quotaCalls: 1 };
}
