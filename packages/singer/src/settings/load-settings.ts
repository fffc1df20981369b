import { InvalidInputError, ProblemList } from "../errors.ts";
import { readJson } from "../host/files.ts";
import type { CommandHost } from "../host/host.ts";
import { environmentSource, variableName } from "./environment.ts";
import { secretTexts } from "./secret-texts.ts";
import { parseSettings, type ParseSettingsOptions, type SettingSource } from "./parse-settings.ts";
import type { SettingDefinitions, SettingsOf } from "./setting.ts";

const env = "ENV";

/** Options of {@link loadSettings}. */
export interface LoadSettingsOptions<D extends SettingDefinitions> extends Pick<
  ParseSettingsOptions<D>,
  "onWarning" | "checkTogether" | "isPartial" | "names"
> {
  /** Told where settings were read from, in the order of precedence: files, then the environment. */
  onSources?: ((places: readonly string[]) => void) | undefined;
  /** Gets the texts of secrets as they are in the sources, before anything is said about them. */
  onSecrets?: ((texts: readonly string[]) => void) | undefined;
  /** The command's name, the prefix of its variables. */
  command: string;
  /** The values of `--config`: files, and `ENV` for the environment. */
  configs: readonly string[];
  /** True where the environment is read without being named, and files win over it. */
  isEnvironmentFirst?: boolean | undefined;
  host: CommandHost;
}

/**
 * Reads the settings of a command. Later files win. With `--config ENV` the environment is read, too, and wins over all
 * files.
 *
 * @throws InvalidInputError with the problems of all files and settings.
 */
export function loadSettings<D extends SettingDefinitions>(
  settings: D,
  {
    command,
    configs,
    isEnvironmentFirst = false,
    host,
    onSources,
    onSecrets,
    ...options
  }: LoadSettingsOptions<D>,
): SettingsOf<D> {
  const found = new ProblemList();
  const sources: SettingSource[] = [];
  for (const path of configs) {
    if (path === env) continue;
    found.collect(() =>
      sources.push({ place: path, values: readJson("Cannot use the settings", path, host) ?? {} }),
    );
  }
  if (isEnvironmentFirst) sources.unshift(environmentSource(command, settings, host.env, host.cwd()));
  else if (configs.includes(env)) sources.push(environmentSource(command, settings, host.env, host.cwd()));
  onSecrets?.(sources.flatMap(({ values }) => secretTexts(settings, values)));
  // Settings of an unreadable file would be reported as missing.
  if (found.problems.length > 0) throw new InvalidInputError("Cannot use the settings", found.problems);
  if (sources.length > 0) onSources?.(sources.map(({ place }) => place));
  return parseSettings(settings, sources, {
    ...options,
    variableOf: (name) => variableName(command, name),
  });
}
