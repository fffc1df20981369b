import { AuthError, NoInstagramAccountError, type GraphErrorReason } from "@tap-instagram/core";

/** Refusals that concern the app's secret, not the token. */
const ofAppSecret: ReadonlySet<GraphErrorReason> = new Set<GraphErrorReason>([
  "appsecret-proof",
  "app-secret-wrong",
]);

/** Which setting to change after an error that needs a person; `undefined` where no setting helps. */
export function settingHint(error: unknown): string | undefined {
  if (error instanceof NoInstagramAccountError) return "The setting accounts can name an account by its id";
  if (!(error instanceof AuthError)) return undefined;
  return ofAppSecret.has(error.reason)
    ? "Set app_secret to the secret of the app that made the token"
    : "Set access_token to a token that works";
}
