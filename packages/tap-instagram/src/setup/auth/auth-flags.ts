import type { GraphHost } from "@tap-instagram/core";
import { requiredScopes } from "@tap-instagram/core/login";
import { UsageError } from "@tap-instagram/singer";
import type { Settings } from "../../settings/settings.ts";
import type { RoadFlags } from "./roads/road-of.ts";

/** The values of the flags of `auth`. */
export interface AuthFlags extends RoadFlags {
  readonly login: GraphHost | undefined;
  readonly "app-id": string | undefined;
  readonly scopes: string | undefined;
  readonly timeout: number | undefined;
  readonly "with-token": boolean;
}

/**
 * The login that the flag or the settings name.
 *
 * @throws UsageError if neither does.
 */
export function loginOf({ login }: AuthFlags, known: Partial<Settings>): GraphHost {
  if (login !== undefined) return login;
  if (known.login !== undefined && known.login !== "auto") return known.login;
  throw new UsageError(
    "Which login? --login facebook for accounts that are linked to a Facebook Page, --login instagram for one account of its own",
  );
}

/**
 * The id of the app that the flag or the settings name.
 *
 * @throws UsageError if neither does.
 */
export function appIdOf({ "app-id": appId }: AuthFlags, known: Partial<Settings>): string {
  const found = appId?.trim() ?? known.app_id;
  if (found === undefined)
    throw new UsageError("The id of the app is not known: give --app-id, or app_id in the settings file");
  return found;
}

/** Most companies' Pages belong to a portfolio, and are hidden without the last one. A person may leave it out. */
const usualScopes: Record<GraphHost, readonly string[]> = {
  facebook: [...requiredScopes.facebook, "business_management"],
  instagram: requiredScopes.instagram,
};

/**
 * The permissions that the flag names; without it, those that a sync needs.
 *
 * @throws UsageError if it names none.
 */
export function scopesOf({ scopes: names }: AuthFlags, login: GraphHost): readonly string[] {
  if (names === undefined) return usualScopes[login];
  const scopes = names.split(/[\s,]+/).filter((name) => name !== "");
  if (scopes.length === 0) throw new UsageError("--scopes names no permission");
  return scopes;
}

/**
 * In CI a login would wait for a person who never comes.
 *
 * @throws UsageError there.
 */
export function refuseToWait(ci: string | undefined): void {
  if (ci === undefined || ["", "0", "false"].includes(ci.trim().toLowerCase())) return;
  throw new UsageError(
    "The variable CI is set, so no person can log in here: use --with-token, or run the command on a machine of your own",
  );
}

/**
 * With a token that is there already, no login is needed.
 *
 * @throws UsageError for a flag that belongs to a login.
 */
export function refuseLoginFlags(flags: AuthFlags): void {
  const names = ["redirect-url", "scopes", "port", "timeout"] as const;
  const given = names.find((name) => flags[name] !== undefined);
  if (given === undefined) return;
  throw new UsageError(`--${given} belongs to a login, and there is none with --with-token`);
}
