import type { CommandHost } from "../host/host.ts";
import type { CommandLogger } from "../logs/command-logger.ts";
import { loadSettings } from "../settings/load-settings.ts";
import { secretTexts } from "../settings/secret-texts.ts";
import type { SettingDefinitions, SettingsOf } from "../settings/setting.ts";
import { allSettings } from "./capability.ts";
import type { CommandDefinition, CommandKind } from "./command-definition.ts";
import type { PartialSettingsOptions } from "./subcommand.ts";

/** Where the settings of a command come from, and the logger that hides their secrets. */
export interface SettingsInput extends CommandLogger, PartialSettingsOptions {
  readonly host: CommandHost;
  /** Files, and `ENV` for the environment. */
  readonly configs: readonly string[];
  /** True if a required setting may be missing. `checkSettings` is not called then. */
  readonly isPartial?: boolean | undefined;
  /** Told where the settings were read from: files, then the environment. */
  onSources?: ((places: readonly string[]) => void) | undefined;
}

/**
 * Reads the settings of a command, including those of its capabilities. From then on, log lines hide the values of
 * secret settings.
 *
 * @throws InvalidInputError with every problem.
 */
export function readSettings<D extends SettingDefinitions>(
  command: CommandDefinition<D>,
  kind: CommandKind,
  { host, configs, isPartial = false, names, isEnvironmentFirst, onSources, logger, hide }: SettingsInput,
): SettingsOf<D> {
  const definitions = allSettings(command, kind.capabilitySettings);
  // The definitions include those of the command.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const own = (values: SettingsOf<SettingDefinitions>) => values as SettingsOf<D>;
  const values = loadSettings(definitions, {
    command: command.name,
    configs,
    host,
    onWarning: (text) => logger.warning(text),
    onSources,
    onSecrets: hide,
    isPartial,
    names,
    isEnvironmentFirst,
    checkTogether: (together) =>
      isPartial
        ? []
        : [
            ...(kind.checkCapabilityValues?.(together) ?? []),
            ...(command.checkSettings?.(own(together)) ?? []),
          ],
  });
  // Once more: a text in the environment may be a list of secrets.
  hide(secretTexts(definitions, values));
  return own(values);
}
