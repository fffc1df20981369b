import { setting } from "@tap-instagram/singer/settings";
import type { TapSettings } from "../settings.ts";
import { apiUrl, apiVersion, credential, headerText } from "../value-shapes.ts";

/** How the tap reaches the API, and as whom. */
export const accessSettings: Pick<
  TapSettings,
  | "access_token"
  | "token_expires_at"
  | "login"
  | "api_version"
  | "api_url"
  | "login_url"
  | "allow_unencrypted"
  | "app_id"
  | "app_secret"
  | "user_agent"
> = {
  access_token: setting.text({
    title: "Access token",
    description:
      "Token of a Facebook user, Page or system user (starts with EAA) or of an Instagram user (starts with IG).",
    required: true,
    secret: true,
    check: credential,
  }),
  token_expires_at: setting.dateTime({
    title: "End of the token",
    description:
      "When access_token ends, where you know it. A sync warns 14 days before. With Instagram Login the API does not say it. " +
      "If this setting is in the settings file, even as null, `tap-instagram auth` and `auth refresh` keep it up to date.",
    defaultDescription: "unknown; Facebook tells it with app_id and app_secret",
  }),
  login: setting.choice({
    title: "Login",
    description: "Login that issued the token. `auto` decides by the first letters of the token.",
    options: ["auto", "facebook", "instagram"],
    default: "auto",
  }),
  api_version: setting.text({
    title: "API version",
    description: "Version of the Graph API.",
    default: "v25.0",
    check: apiVersion,
  }),
  api_url: setting.text({
    title: "API URL",
    description: "Base URL of the Graph API, without the version. For proxies and tests.",
    defaultDescription: "the URL of the login",
    check: apiUrl,
  }),
  login_url: setting.text({
    title: "Login URL",
    description:
      "Base URL of the login pages that `auth` opens. The vendor's host follows as the first segment, as in `/www.facebook.com/v25.0/dialog/oauth`. For proxies and tests.",
    defaultDescription: "the vendor's own pages",
    check: apiUrl,
  }),
  allow_unencrypted: setting.boolean({
    title: "Allow unencrypted connections",
    description:
      "Sends tokens and secrets to an api_url or login_url without TLS (http) on another machine. Only for tests in a network of your own.",
    default: false,
  }),
  app_id: setting.text({
    title: "App id",
    description:
      "Id of the app that the token belongs to. With app_id and app_secret, a sync with Facebook Login first checks which permissions the token lacks and when it expires.",
    check: credential,
  }),
  app_secret: setting.text({
    title: "App secret",
    description: "Secret of the app that the token belongs to. Every request then carries appsecret_proof.",
    secret: true,
    check: credential,
  }),
  user_agent: setting.text({
    title: "User agent",
    description: "User-Agent header of every request.",
    defaultDescription: "tap-instagram and its version",
    check: headerText,
  }),
};
