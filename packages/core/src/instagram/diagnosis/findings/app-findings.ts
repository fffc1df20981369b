import type { GraphError } from "../../../graph/errors/errors.ts";
import type { Finding } from "../step-of.ts";
import { wordsOf } from "./token-findings.ts";
import { vendorPages } from "./vendor-pages.ts";

const access = { concern: "access" } as const;

/** Meta has stopped the app. */
export function appBlocked(error: GraphError): Finding {
  return {
    ...access,
    code: "app-blocked",
    message: `Meta has blocked the app: ${wordsOf(error)}. This is not about the token or its permissions`,
    fix: "Open the app's dashboard and answer everything under Alerts and Required actions. A new token does not help",
    link: vendorPages.apps,
    clicks: ["App dashboard", "Alerts", "Required actions"],
  };
}

/** The app is not released, or not reviewed, for what was asked. */
export function appNotReady(error: GraphError): Finding {
  return {
    ...access,
    code: "app-blocked",
    message: `Meta does not let the app do this: ${wordsOf(error)}. This is not about the token or its permissions`,
    fix: error.hint ?? "Open the app's dashboard and answer everything under Alerts and Required actions",
    link: vendorPages.apps,
    clicks: ["App dashboard", "App Review"],
  };
}

/** The app takes no call without a proof of its secret. */
export function secretMissing(): Finding {
  return {
    ...access,
    code: "app-secret-missing",
    message:
      "The app demands a proof of its secret with every call (appsecret_proof), and app_secret is not set",
    fix: "Set app_secret to the secret of the app that made the token; or switch the demand off",
    link: vendorPages.apps,
    clicks: ["App settings", "Advanced", "Security", "Require app secret"],
  };
}

/** The secret is that of another app. */
export function secretWrong(error: GraphError, appId: string | undefined): Finding {
  return {
    ...access,
    code: "app-secret-wrong",
    message: `The app secret is not the one of ${appId === undefined ? "the app that made the token" : `the app ${appId}, or that is not its id`}: ${wordsOf(error)}`,
    fix: "Copy app_id and app_secret again, both from the app that made the token",
    link: vendorPages.apps,
    clicks: ["App settings", "Basic", "App secret"],
  };
}

/** Token and app do not belong together. */
export function otherApp(appId: string | undefined, tokenAppId: string | null): Finding {
  return {
    ...access,
    code: "token-other-app",
    message: `The token was made by ${tokenAppId === null ? "another app" : `the app ${tokenAppId}`}, not by the app ${appId ?? "of the settings"}`,
    fix: "Take app_id, app_secret and access_token from one and the same app",
    link: vendorPages.apps,
    clicks: ["App settings", "Basic"],
  };
}
