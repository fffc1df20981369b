import type { Simulation } from "../simulation.ts";
import { instagramScopes } from "../tokens/grant.ts";
import {
  checkboxes,
  consentForm,
  htmlPage,
  radios,
  redirectTo,
  refusalPage,
  type LoginPage,
} from "./html.ts";
import { addressWith, isKnownRedirect } from "./redirect-rules.ts";

/** `www.instagram.com/oauth/authorize`: asks a person, and answers the app with a code or a denial. */
export function instagramPage(
  method: string,
  parameters: ReadonlyMap<string, string>,
  simulation: Simulation,
): LoginPage {
  const { book, codes, world, behaviour } = simulation;
  const redirectUri = parameters.get("redirect_uri") ?? "";
  if (parameters.get("client_id") !== book.tokens.instagramAppId)
    return refusalPage("Invalid Request", "Request parameters are invalid: Invalid platform app");
  if (!isKnownRedirect("instagram", redirectUri, simulation))
    return refusalPage("Invalid Request", "Request parameters are invalid: Invalid redirect_uri");
  if (parameters.get("response_type") !== "code")
    return refusalPage("Invalid Request", "Request parameters are invalid: Invalid response_type");
  if (behaviour.instagramTester === "pending")
    return refusalPage("Insufficient developer role", "Insufficient developer role");
  const asked = (parameters.get("scope") ?? "").split(/[\s,]+/).filter(Boolean);
  const unknown = asked.filter((scope) => !instagramScopes.includes(scope));
  if (asked.length === 0 || unknown.length > 0)
    return refusalPage(
      "Invalid Request",
      `Request parameters are invalid: Invalid scope: ${unknown.join(", ")}`,
    );
  const accounts = world.accounts.filter(({ logins }) => logins.instagram);

  if (method === "POST" && parameters.get("decision") !== "allow") {
    const denial = {
      error: "access_denied",
      error_reason: "user_denied",
      error_description: "The user denied your request",
    };
    return redirectTo(addressWith(redirectUri, denial, ""));
  }
  const account = accounts.find(({ id }) => id === parameters.get("account"));
  if (method !== "POST" || account === undefined) {
    const choices = accounts.map(({ id, username }) => ({ value: id, label: `@${username}` }));
    const inside =
      radios("Account", "account", choices) +
      checkboxes(
        "Permissions",
        asked.map((scope) => ({ field: `scope:${scope}`, label: scope })),
      );
    return htmlPage(
      "Log in with Instagram",
      `<p>Simulated app wants to read an Instagram account. Nothing here is real.</p>${consentForm(
        parameters,
        inside,
        { allow: "Allow", deny: "Cancel" },
      )}`,
    );
  }
  const scopes = asked.filter((scope) => parameters.has(`scope:${scope}`));
  const consent = { host: "instagram", redirectUri, scopes, accountId: account.id } as const;
  const code = codes.issue(consent, simulation.now());
  return redirectTo(addressWith(redirectUri, { code, state: parameters.get("state") }, "#_"));
}
