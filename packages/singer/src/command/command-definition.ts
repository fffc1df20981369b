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
  /** What is wrong with settings that fit each on its own. */
  checkSettings?(settings: SettingsOf<D>): readonly Problem[];
  /** Hides more than the values of secret settings from logs. */
  redact?(text: string): string;
  subcommands?: Subcommands | undefined;
  /** Lines at the end of `--help`, e.g. a link. */
  epilogue?: string | undefined;
}

/** What all taps have in common, and all targets. */
export interface CommandKind<F extends Flags = Flags> {
  /** Besides those every command has. */
  readonly flags: F;
  /** What follows the command's name in a usage line, e.g. `--config FILE`. */
  readonly synopsis: string;
  /** Command lines to copy. */
  examples(name: string): readonly Example[];
  readonly capabilitySettings: CapabilitySettings;
  /** What is wrong with the values of these settings together. */
  checkCapabilityValues?(values: { readonly [name: string]: unknown }): readonly Problem[];
}
