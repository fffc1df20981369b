import type { GraphHost } from "@tap-instagram/core";
import { hostOfToken } from "@tap-instagram/core";
import { InvalidInputError, type SubcommandRun } from "@tap-instagram/singer";
import type { Settings, TapSettings } from "../../settings/settings.ts";

/** Settings that can be used, or what is wrong with them and what is known all the same. */
export type SettingsFound =
  | { readonly settings: Settings }
  | {
      readonly problems: readonly string[];
      readonly login: GraphHost | undefined;
      readonly apiVersion: string | undefined;
    };

type Reading = Pick<
  SubcommandRun<{}, TapSettings>,
  "configs" | "readSettings" | "readPartialSettings" | "redact"
>;

/** Reads the settings as a sync does. */
export function findSettings({ configs, readSettings, readPartialSettings, redact }: Reading): SettingsFound {
  try {
    return { settings: readSettings() };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const one = <N extends keyof TapSettings & string>(name: N): Partial<Settings>[N] => {
      try {
        return readPartialSettings(configs, { names: [name] })[name];
      } catch (problem) {
        if (!(problem instanceof InvalidInputError)) throw problem;
        return undefined;
      }
    };
    const login = one("login") ?? "auto";
    const token = one("access_token");
    return {
      problems: error.problems.map(({ place, message }) => redact(`${place}: ${message}`)),
      login: login !== "auto" ? login : token === undefined ? undefined : hostOfToken(token),
      apiVersion: one("api_version"),
    };
  }
}
