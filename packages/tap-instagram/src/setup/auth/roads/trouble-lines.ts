import type { GraphHost } from "@tap-instagram/core";
import type { Road } from "./road.ts";

const instagramSettings = "Instagram > API setup with Instagram login > Business login settings";

/** What the vendor's page can refuse, and what to do then: nothing of it comes back to us. */
export function troubleLines(login: GraphHost, by: Road["by"]): string[] {
  if (login === "instagram")
    return [
      `If Instagram shows "Invalid platform app": give the Instagram app id (${instagramSettings}), not that of the Meta app.`,
      `If it shows "Invalid redirect_uri": compare --redirect-url with the app, to the last slash (${instagramSettings}).`,
      'If it shows "Insufficient developer role": add the account as an Instagram tester (App roles > Instagram testers), and accept at https://www.instagram.com/accounts/manage_access',
    ];
  const scopes =
    'If it shows "Invalid Scopes": the app lacks a permission. Add it there, or ask for the others alone with --scopes.';
  return by === "loopback"
    ? [
        'If Facebook shows "URL Blocked": a live app takes no http://localhost. Run the command again with --no-browser, or switch the app to development mode.',
        scopes,
      ]
    : [
        'If Facebook shows "URL Blocked": add the redirect URL to the app (Facebook Login for Business > Settings > Valid OAuth Redirect URIs).',
        scopes,
      ];
}
