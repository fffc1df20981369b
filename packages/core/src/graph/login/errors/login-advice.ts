import type { GraphHost } from "../../hosts.ts";
import type { LoginErrorCode } from "./login-error.ts";

/** What the advice can name. */
export interface LoginFacts {
  login: GraphHost;
  appId?: string | undefined;
  redirectUri?: string | undefined;
}

/** What to do about a failure, and the page where it is done. */
export interface LoginAdvice {
  hint: string;
  docsUrl: string;
}

const apps = "https://developers.facebook.com/apps/";
const permissionsPage = "https://developers.facebook.com/docs/permissions";
const manualFlow = "https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow";
const businessLogin =
  "https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login";
const accessTokens = "https://developers.facebook.com/docs/facebook-login/guides/access-tokens";

const instagramSettings = "Instagram > API setup with Instagram login > Business login settings";

/** What a person does next, in the words of the login that failed. */
export function loginAdvice(code: LoginErrorCode, facts: LoginFacts): LoginAdvice {
  const { login } = facts;
  const isFacebook = login === "facebook";
  const appId = facts.appId ?? "of the settings";
  const redirectUri = facts.redirectUri ?? "that the login page got";
  const flow = isFacebook ? manualFlow : businessLogin;
  switch (code) {
    case "denied":
      return {
        hint: isFacebook
          ? 'Log in again, choose "Edit settings" and allow every permission. While the app is in development mode, the person needs a role in it (App roles > Roles)'
          : "Log in again and allow every permission. While the app is in development mode, the account must be an Instagram tester of it (App roles > Instagram testers) and accept the invitation at instagram.com/accounts/manage_access",
        docsUrl: permissionsPage,
      };
    case "state-wrong":
      return {
        hint: "Open the address of this login once more, log in, and copy the whole address that the browser goes to afterwards",
        docsUrl: flow,
      };
    case "app-secret-wrong":
      return {
        hint: `The app secret does not belong to the app ${appId}: copy it again from ${isFacebook ? "App settings > Basic > App secret" : instagramSettings}`,
        docsUrl: apps,
      };
    case "app-id-wrong":
      return {
        hint: isFacebook
          ? `No app has the id ${appId}: copy it again from App settings > Basic > App ID`
          : `${appId} is not the id of an Instagram app. The id of the Meta app does not work here: copy "Instagram app ID" and "Instagram app secret" from ${instagramSettings}`,
        docsUrl: apps,
      };
    case "redirect-wrong":
      return {
        hint: `The app must know the redirect URL ${redirectUri}, character by character: add it to ${isFacebook ? "Facebook Login for Business > Settings > Valid OAuth Redirect URIs" : instagramSettings}, then log in again`,
        docsUrl: apps,
      };
    case "redirect-or-secret-wrong":
      return {
        hint: `Two mistakes get this answer. The app secret may not belong to the Instagram app ${appId}; or the redirect URL ${redirectUri} may differ from the one in the app, which can end with a slash. Compare both in ${instagramSettings}, then log in again`,
        docsUrl: apps,
      };
    case "code-used":
      return { hint: "A code works once: log in again to get a new one", docsUrl: flow };
    case "code-expired":
      return {
        hint: `A code works for about ${isFacebook ? "ten minutes" : "an hour"}: log in again and finish at once`,
        docsUrl: flow,
      };
    case "token-invalid":
      return {
        hint: `Log in again to get a new token${isFacebook ? ", or use the token of a system user, which does not end (Business settings > System users)" : ""}`,
        docsUrl: isFacebook ? accessTokens : businessLogin,
      };
    case "refused":
      return { hint: "Check the app's settings and log in again", docsUrl: apps };
  }
}
