import type { DiagnosisOptions } from "@tap-instagram/core/diagnosis";
import { hostOfToken } from "@tap-instagram/core";
import { wayOf, type Ports } from "../../client/client.ts";
import type { Settings } from "../../settings/settings.ts";
import { authCommand, refreshCommand } from "../advice/setup-commands.ts";
import type { SettingsFound } from "./settings-found.ts";

/**
 * What a diagnosis works with, from settings that may be unusable.
 *
 * @param configs The values of `--config`, for the commands in the advice.
 *
 * @example
 * ```ts
 * import { diagnose } from "@tap-instagram/core/diagnosis";
 * import { diagnosisOptions, type Settings } from "tap-instagram/engine";
 *
 * const check = (settings: Settings, signal: AbortSignal) =>
 *   diagnose(diagnosisOptions({ settings }, ["config.json"], {}, signal));
 * ```
 */
export function diagnosisOptions(
  found: SettingsFound,
  configs: readonly string[],
  ports: Ports,
  signal: AbortSignal,
): DiagnosisOptions {
  if ("problems" in found) {
    const { problems, login, apiVersion } = found;
    return {
      client: { accessToken: "", host: login, apiVersion },
      settingsProblems: problems,
      loginCommand: authCommand({ configs, login: login ?? "facebook" }),
      signal,
    };
  }
  const { settings } = found;
  const named = settings.login === "auto" ? undefined : settings.login;
  const login = named ?? hostOfToken(settings.access_token);
  return {
    client: {
      ...wayOf(settings),
      accessToken: settings.access_token,
      host: named,
      appSecret: settings.app_secret,
      concurrency: settings.concurrency,
      ...ports,
    },
    app: appOf(settings),
    loginCommand: authCommand({ configs, login, settings }),
    renewCommand: refreshCommand({ configs }),
    signal,
  };
}

function appOf({ app_id: appId, app_secret: appSecret }: Settings): DiagnosisOptions["app"] {
  return appId === undefined || appSecret === undefined ? undefined : { appId, appSecret };
}
