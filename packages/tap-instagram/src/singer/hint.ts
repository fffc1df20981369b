import {
  AuthError,
  hostOfToken,
  NoInstagramAccountError,
  PermissionError,
  TransientError,
  type GraphErrorReason,
} from "@tap-instagram/core";
import type { Settings } from "../settings/settings.ts";
import { authCommand, checkCommand } from "../setup/advice/setup-commands.ts";

/** Refusals that concern the app's secret, not the token. */
const ofAppSecret: ReadonlySet<GraphErrorReason> = new Set<GraphErrorReason>([
  "appsecret-proof",
  "app-secret-wrong",
]);

/** Refusals that another token does not end. */
const ofPerson: ReadonlySet<GraphErrorReason> = new Set<GraphErrorReason>(["checkpoint", "unconfirmed"]);

/** Refusals that concern the app: its dashboard helps, and the error names what to do there. */
const ofApp: ReadonlySet<GraphErrorReason> = new Set<GraphErrorReason>([
  "app-blocked",
  "app-in-development",
  "app-not-reviewed",
  "app-lacks-capability",
]);

/** Failures of which the cause is this machine, its proxy or a setting: their message says what to put right. */
const ofThisSide: ReadonlySet<GraphErrorReason> = new Set<GraphErrorReason>([
  "no-network",
  "wrong-proxy",
  "certificate",
  "redirected",
]);

/** What to do after an error that ends the run, with the command for it; `undefined` where the error itself says it. */
export function hintOf(
  error: unknown,
  { settings, configs }: { settings: Settings; configs: readonly string[] },
): string | undefined {
  const check = `Find out what is missing: ${checkCommand({ configs })}`;
  if (error instanceof NoInstagramAccountError)
    return `The setting accounts can name an account by its id. ${check}`;
  if (error instanceof PermissionError) return check;
  if (error instanceof TransientError) {
    const isOfThisSide = ofThisSide.has(error.reason) || isOfAnotherServer(error);
    const first = isOfThisSide ? "Put that right, then run again" : "Run again later";
    return `${first}. To see whether the network, the token or the API is the cause: ${checkCommand({ configs })}`;
  }
  if (!(error instanceof AuthError) || ofPerson.has(error.reason) || ofApp.has(error.reason))
    return undefined;
  if (ofAppSecret.has(error.reason)) return "Set app_secret to the secret of the app that made the token";
  const login = settings.login === "auto" ? hostOfToken(settings.access_token) : settings.login;
  return `Set access_token to a token that works, or log in: ${authCommand({ configs, login, settings })}`;
}

/** A page that a server writes in place of the API. With a status of 500 or more it is an outage. */
function isOfAnotherServer({ reason, hint }: TransientError): boolean {
  return reason === "not-json" && hint !== undefined;
}
