import type { Simulation } from "../simulation.ts";
import { facebookScopes } from "../tokens/grant.ts";
import type { Page } from "../world/model.ts";
import { checkboxes, consentForm, htmlPage, redirectTo, refusalPage, type LoginPage } from "./html.ts";
import { addressWith, isKnownRedirect } from "./redirect-rules.ts";

/** What a configuration of Login for Business asks for: all of it, or nothing. */
const configured = [
  "instagram_basic",
  "instagram_manage_insights",
  "pages_show_list",
  "pages_read_engagement",
];

/** `www.facebook.com/vNN.0/dialog/oauth`: asks a person, and answers the app with a code or a denial. */
export function facebookPage(
  method: string,
  parameters: ReadonlyMap<string, string>,
  simulation: Simulation,
): LoginPage {
  const { book, codes, world } = simulation;
  const redirectUri = parameters.get("redirect_uri") ?? "";
  if (parameters.get("client_id") !== book.tokens.appId)
    return refusalPage("Invalid app ID", "The provided app ID does not look like a valid app ID.");
  if (!isKnownRedirect("facebook", redirectUri, simulation)) {
    return refusalPage(
      "URL Blocked",
      "This redirect failed because the redirect URI is not whitelisted in the app's Client OAuth Settings. Make sure " +
        "Client and Web OAuth Login are on and add all your app domains as Valid OAuth Redirect URIs.",
    );
  }
  if (parameters.get("response_type") !== "code")
    return refusalPage("Invalid response_type", "This simulator gives codes only: response_type=code.");
  const isConfigured = parameters.has("config_id");
  const asked = isConfigured ? configured : (parameters.get("scope") ?? "").split(/[\s,]+/).filter(Boolean);
  const unknown = asked.filter((scope) => !facebookScopes.includes(scope));
  if (unknown.length > 0) return refusalPage("Invalid Scopes", `Invalid Scopes: ${unknown.join(", ")}.`);
  if (method !== "POST") return asksConsent(parameters, asked, isConfigured, world.pages);

  const state = parameters.get("state");
  if (parameters.get("decision") !== "allow") {
    const denial = {
      error: "access_denied",
      error_code: "200",
      error_description: "Permissions error",
      error_reason: "user_denied",
      state,
    };
    return redirectTo(addressWith(redirectUri, denial, "#_=_"));
  }
  const scopes = isConfigured ? asked : asked.filter((scope) => parameters.has(`scope:${scope}`));
  const pageIds = new Set(world.pages.flatMap(({ id }) => (parameters.has(`page:${id}`) ? [id] : [])));
  const code = codes.issue({ host: "facebook", redirectUri, scopes, pageIds }, simulation.now());
  return redirectTo(addressWith(redirectUri, { code, state }, "#_=_"));
}

function asksConsent(
  parameters: ReadonlyMap<string, string>,
  asked: readonly string[],
  isConfigured: boolean,
  pages: readonly Page[],
): LoginPage {
  const permissions = asked.map((scope) => ({ field: `scope:${scope}`, label: scope }));
  const assets = pages
    .filter(({ granted }) => granted)
    .map(({ id, name }) => ({ field: `page:${id}`, label: `${name} (${id})` }));
  const inside =
    (isConfigured ? "" : checkboxes("Permissions", permissions)) +
    checkboxes("Pages and their Instagram accounts", assets);
  return htmlPage(
    "Log in with Facebook",
    `<p>Simulated app wants to read the Instagram accounts of Sam Simulator. Nothing here is real.</p>${consentForm(
      parameters,
      inside,
      { allow: "Continue as Sam", deny: "Cancel" },
    )}`,
  );
}
