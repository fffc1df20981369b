import { InvalidInputError, UsageError, type SubcommandRun } from "@tap-instagram/singer";
import { checkEncryption } from "../../settings/check-settings.ts";
import { settings as definitions } from "../../settings/definitions.ts";
import type { Settings, TapSettings } from "../../settings/settings.ts";
import { ConfigFile } from "./config-file/config-file.ts";

/** What a login works with, before anything is asked. */
export interface AuthSettings {
  readonly file: ConfigFile;
  readonly settings: Partial<Settings>;
  /** The variable wins over the file. */
  readonly appSecret: string | undefined;
}

type Reading = Pick<SubcommandRun<{}, TapSettings>, "configs" | "host" | "readPartialSettings">;

/**
 * The file that `--config` names.
 *
 * @throws UsageError unless it names one file.
 */
export function configFileOf({ configs, host }: Pick<Reading, "configs" | "host">): ConfigFile {
  const [name, another] = configs;
  if (name === undefined || another !== undefined || name === "ENV") {
    const found = name === undefined ? "none" : another === undefined ? "the environment" : "several";
    throw new UsageError(
      `The token goes into one settings file, and --config names ${found}: give --config FILE`,
    );
  }
  return new ConfigFile(name, host.cwd());
}

/**
 * Reads the settings of a file that need not exist yet, and of the environment. The file wins.
 *
 * @param except settings that are not needed, and may be unusable.
 * @throws InvalidInputError for a file that cannot be used, or could not be written.
 */
export function readAuthSettings(
  file: ConfigFile,
  { readPartialSettings }: Pick<Reading, "readPartialSettings">,
  except: readonly (keyof TapSettings)[] = [],
): AuthSettings {
  const configs = file.exists() ? [file.name] : [];
  const names = Object.keys(definitions).filter((name) => !except.includes(name));
  const settings = readPartialSettings(configs, { names, isEnvironmentFirst: true });
  const problems = checkEncryption(settings);
  if (problems.length > 0) throw new InvalidInputError("Cannot use the settings", problems);
  file.checkWritable();
  const { app_secret: ofEnvironment } = readPartialSettings([], {
    names: ["app_secret"],
    isEnvironmentFirst: true,
  });
  return { file, settings, appSecret: ofEnvironment ?? settings.app_secret };
}
