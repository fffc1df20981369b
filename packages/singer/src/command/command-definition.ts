import type { Problem } from "../errors.ts";
import type { SettingDefinitions, SettingsOf } from "../settings/setting.ts";
import type { PluginDescription } from "./about.ts";
import type { CapabilitySettings } from "./capability.ts";
import type { Flags } from "./flags.ts";
import type { Example, Subcommands } from "./subcommand.ts";

/** What a tap and a target have in common. */
export interface CommandDefinition<
  D extends SettingDefinitions = SettingDefinitions,
> extends PluginDescription {
  settings: D;
  /** Validates combinations of settings. */
  checkSettings?(settings: SettingsOf<D>): readonly Problem[];
  /**
   * Makes what removes secrets from log lines. It gets the values of secret settings, and may find others. Default: it
   * removes these values, also where they are escaped for a URL or for JSON.
   */
  createRedactor?: ((secrets: readonly string[]) => (text: string) => string) | undefined;
  subcommands?: Subcommands | undefined;
  /** The last lines of `--help`, e.g. a link. */
  epilogue?: string | undefined;
}

/** What all taps have in common, and all targets. */
export interface CommandKind<F extends Flags = Flags> {
  /** The flags besides those of every command. */
  readonly flags: F;
  /** What follows the command's name in a usage line, e.g. `--config FILE`. */
  readonly synopsis: string;
  /** Examples for the help. */
  examples(name: string): readonly Example[];
  readonly capabilitySettings: CapabilitySettings;
  /** Validates combinations of these settings. */
  checkCapabilityValues?(values: { readonly [name: string]: unknown }): readonly Problem[];
}
