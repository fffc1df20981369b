import type { ErrorRule } from "./error-rule.ts";

const appDashboard = "https://developers.facebook.com/apps/";

export type AppReason = "app-blocked" | "app-in-development" | "app-not-reviewed" | "app-lacks-capability";

/**
 * Refusals of the app itself. A new token or another permission does not help: somebody has to open the app's dashboard.
 * Meta has no code of its own for them. They come under 3, 10, 190, 200 or 368, also with HTTP status 200.
 */
export const appRules: readonly ErrorRule<AppReason>[] = [
  {
    text: /\bapi access (?:is |was |has been )?(?:blocked|deactivated|disabled|restricted|revoked|suspended)\b/i,
    kind: "auth",
    reason: "app-blocked",
    hint: "Meta has blocked the app. Open its dashboard and do what the alerts and required actions there ask for",
    docsUrl: appDashboard,
  },
  {
    text: /\b(?:your|the|this) app(?:lication)? (?:is|was|has been) (?:currently |temporarily )?(?:archived|blocked|deactivated|deleted|disabled|inactive|restricted|suspended)\b|^error validating application\. application has been deleted|disabled for non-active apps/i,
    kind: "auth",
    reason: "app-blocked",
    hint: "Meta has blocked the app, or somebody deleted it. Open its dashboard and do what the alerts and required actions there ask for",
    docsUrl: appDashboard,
  },
  {
    text: /\b(?:development|sandbox) mode\b|\bapp (?:is )?not (?:active|live|set up)\b|insufficient developer role/i,
    kind: "permission",
    reason: "app-in-development",
    hint: "The app is in development mode, and this person has no role in it. Switch the app to Live, or give the person a role under App roles in its dashboard",
    docsUrl: appDashboard,
  },
  {
    text: /your use of this endpoint must be reviewed|\breviewable feature/i,
    kind: "permission",
    reason: "app-not-reviewed",
    hint: "Meta has not approved the app for this. Ask for App Review of the feature in the app's dashboard",
    docsUrl: appDashboard,
  },
  {
    codes: [3],
    kind: "permission",
    reason: "app-lacks-capability",
    hint: "The app may not make this call. Add the Instagram product to the app, and ask for App Review of what the call needs, in the app's dashboard",
    docsUrl: appDashboard,
  },
  {
    text: /does not have the capability/i,
    kind: "permission",
    reason: "app-lacks-capability",
    hint: "The app may not make this call. Add the Instagram product to the app, and ask for App Review of what the call needs, in the app's dashboard",
    docsUrl: appDashboard,
  },
];
