import { badCode, badClientSecret, noSuchApp } from "../errors/token-refusals.ts";
import type { Answer } from "../graph/answer.ts";
import type { Simulation } from "../simulation.ts";
import { facebookScopes, type Grant } from "../tokens/grant.ts";

const jsonHeaders = { "content-type": "application/json; charset=UTF-8" };
const hourMs = 3_600_000;

/** The answer to a wrong secret speaks of the redirect_uri. */
const notIdentical =
  "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the " +
  "OAuth dialog request";

/** Instagram's words for a code that gives no token. */
const badCodes = {
  unknown: "Matching code was not found or was already used",
  used: "This authorization code has been used",
  expired: "This authorization code has expired",
  redirect: notIdentical,
};

function refused(message: string): Answer {
  const body = JSON.stringify({ error_type: "OAuthException", code: 400, error_message: message });
  return { status: 400, headers: jsonHeaders, body, calls: 0 };
}

/**
 * `POST api.instagram.com/oauth/access_token`: a code for a short-lived token. `user_id` is a bare number above
 * 2^53, which is why the body is written by hand.
 */
export function redeemInstagramCode(
  method: string,
  parameters: ReadonlyMap<string, string>,
  simulation: Simulation,
): Answer {
  const { book, codes, behaviour } = simulation;
  const { tokens } = book;
  if (method !== "POST") return refused("Unsupported request method");
  if (parameters.get("client_id") !== tokens.instagramAppId) return refused("Invalid platform app");
  if (parameters.get("client_secret") !== tokens.instagramAppSecret) return refused(notIdentical);
  if (parameters.get("grant_type") !== "authorization_code") return refused("Invalid grant_type");
  const nowMs = simulation.now();
  const code = parameters.get("code") ?? "";
  const consent = codes.redeem("instagram", code, parameters.get("redirect_uri"), nowMs);
  if (typeof consent === "string") return refused(badCodes[consent]);
  const { scopes, accountId } = consent;
  const grant = book.issue("instagram", { accountId, scopes, lifeMs: hourMs, shortLived: true }, nowMs);
  const permissions = behaviour.instagramPermissions === "list" ? scopes : scopes.join(",");
  const flat =
    `{"access_token": ${JSON.stringify(grant.token)}, "user_id": ${grant.userId}, ` +
    `"permissions": ${JSON.stringify(permissions)}}`;
  const isFlat = behaviour.shortLivedTokenShape === "flat";
  return { status: 200, headers: jsonHeaders, body: isFlat ? flat : `{"data": [${flat}]}`, calls: 0 };
}

/**
 * `oauth/access_token` of graph.facebook.com with a code: the grant of a person.
 *
 * @throws GraphError for a wrong app, a wrong secret, and a code that gives no token
 */
export function redeemFacebookCode(parameters: ReadonlyMap<string, string>, simulation: Simulation): Grant {
  const { book, codes, behaviour } = simulation;
  checkFacebookApp(parameters, simulation);
  const nowMs = simulation.now();
  const code = parameters.get("code") ?? "";
  const consent = codes.redeem("facebook", code, parameters.get("redirect_uri"), nowMs);
  if (typeof consent === "string") throw badCode(consent);
  const { scopes, pageIds } = consent;
  const life =
    behaviour.facebookCodeToken === "short-lived" ? { lifeMs: 1.5 * hourMs, shortLived: true } : {};
  const declined = facebookScopes.filter((scope) => !scopes.includes(scope));
  return book.issue("user", { scopes: [...scopes, ...declined], without: declined, pageIds, ...life }, nowMs);
}

/** Throws the refusal of a Meta app whose id or secret is wrong. */
export function checkFacebookApp(parameters: ReadonlyMap<string, string>, { book }: Simulation): void {
  if (parameters.get("client_id") !== book.tokens.appId) throw noSuchApp();
  if (parameters.get("client_secret") !== book.tokens.appSecret) throw badClientSecret();
}
