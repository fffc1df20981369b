import type { Answer } from "../graph/answer.ts";
import type { Simulation } from "../simulation.ts";
import { instagramScopes } from "../tokens/grant.ts";

const jsonHeaders = { "content-type": "application/json; charset=UTF-8" };

/** The answer to a wrong secret speaks of the redirect_uri. */
const wrongSecret =
  "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the " +
  "OAuth dialog request";
const unknownCode = "Matching code was not found or was already used";

function refused(message: string): Answer {
  const body = JSON.stringify({ error_type: "OAuthException", code: 400, error_message: message });
  return { status: 400, headers: jsonHeaders, body, calls: 0 };
}

/**
 * `POST api.instagram.com/oauth/access_token`: a code for a short-lived token. `user_id` is a bare number above
 * 2^53, which is why the body is written by hand.
 */
export function redeemCode(
  method: string,
  parameters: ReadonlyMap<string, string>,
  simulation: Simulation,
): Answer {
  const { tokens } = simulation.book;
  if (method !== "POST") return refused("Unsupported request method");
  if (parameters.get("client_id") !== tokens.instagramAppId) return refused("Invalid platform app");
  if (parameters.get("client_secret") !== tokens.instagramAppSecret) return refused(wrongSecret);
  if (parameters.get("grant_type") !== "authorization_code") return refused("Invalid grant_type");
  if (parameters.get("code") !== tokens.instagramCode) return refused(unknownCode);
  const grant = simulation.book.redeem(simulation.now());
  if (grant === undefined) return refused("This authorization code has been used");
  const flat =
    `{"access_token": ${JSON.stringify(grant.token)}, "user_id": ${grant.userId}, ` +
    `"permissions": ${JSON.stringify(instagramScopes)}}`;
  const isFlat = simulation.behaviour.shortLivedTokenShape === "flat";
  return { status: 200, headers: jsonHeaders, body: isFlat ? flat : `{"data": [${flat}]}`, calls: 0 };
}
