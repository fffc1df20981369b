import type { CommandHost } from "../host/host.ts";
import type { Progress } from "../host/progress-line.ts";
import type { Logger } from "../logs/logger.ts";
import type { SettingDefinitions, SettingsOf } from "../settings/setting.ts";
import type { Flags, FlagValues } from "./flags.ts";

/** A command line to copy, for the help. */
export interface Example {
  /** The whole line, e.g. `tap-blog --config config.json --test`. */
  line: string;
  /** What it does, in a few words. */
  does: string;
}

/** The arguments of a subcommand that belong to no flag. */
export interface Positionals {
  /** What one is called in the help, e.g. `FILE`. */
  name: string;
  /** One line for the help. */
  help: string;
  /** How many there have to be. Default 1. */
  minimum?: number | undefined;
  /** How many there may be. Default 1. */
  maximum?: number | undefined;
}

/** Subcommands by the word that calls them. */
export interface Subcommands {
  readonly [word: string]: Subcommand;
}

/**
 * A further word that a command understands, e.g. `merge` in `tap-blog state merge`. See {@link defineSubcommand}.
 *
 * @typeParam D the settings it reads, those of its tap or target.
 */
export interface Subcommand<F extends Flags = Flags, D extends SettingDefinitions = SettingDefinitions> {
  /** One line for the list of commands. */
  summary: string;
  /** More, for its own `--help`. Default: the summary. */
  description?: string | undefined;
  /** `--help` needs no mention. */
  flags?: F | undefined;
  /** Default: it takes none. */
  positionals?: Positionals | undefined;
  /** The settings of the tap or target. A subcommand with this can read them, and takes `--config`. */
  settings?: D | undefined;
  examples?: readonly Example[] | undefined;
  /** Words that may follow, e.g. `refresh` after `auth`. */
  subcommands?: Subcommands | undefined;
  /**
   * Does the work. Left out where a further word has to follow.
   *
   * @returns the exit code.
   * @throws UsageError (exit code 2), InvalidInputError (1) or CommandError (its own). After a SIGINT or SIGTERM
   * whatever is thrown ends with exit code 130 or 143.
   */
  run?(run: SubcommandRun<F, D>): Promise<number>;
}

/** One run of a subcommand. */
export interface SubcommandRun<F extends Flags = Flags, D extends SettingDefinitions = SettingDefinitions> {
  readonly flags: FlagValues<F>;
  readonly positionals: readonly string[];
  /** The values of `--config`, of a subcommand with settings. */
  readonly configs: readonly string[];
  /** For stdin, the environment and the time. */
  readonly host: CommandHost;
  readonly logger: Logger;
  /** Aborted by SIGTERM or SIGINT, and when the reader of stdout is gone: end what is under way, then return or throw. */
  readonly signal: AbortSignal;
  /** Writes text and a newline to stdout, and waits until it has left. */
  readonly print: (text: string) => Promise<void>;
  /** Shows figures on a line of their own where a person watches. */
  readonly progress: (figures: Progress) => void;
  /** From now on, no log line shows these texts. The values of secret settings are hidden already. */
  readonly hide: (secrets: readonly string[]) => void;
  /**
   * Reads the settings as a sync does.
   *
   * @param configs files, and `ENV` for the environment. Default: the values of `--config`.
   * @throws InvalidInputError with every problem.
   */
  readonly readSettings: (configs?: readonly string[]) => SettingsOf<D>;
  /** The same, but any setting may be missing, and {@link CommandDefinition.checkSettings} is not asked. */
  readonly readPartialSettings: (configs?: readonly string[]) => Partial<SettingsOf<D>>;
}

/**
 * A subcommand with the types of its flags and settings.
 *
 * @example
 * ```ts
 * import { defineSubcommand, type TapDefinition } from "@tap-instagram/singer";
 *
 * const count = defineSubcommand({
 *   summary: "Count the lines of files",
 *   flags: { json: { help: "Print JSON" }, skip: { value: "NUMBER", help: "Lines to skip", integer: { minimum: 0, maximum: 99 } } },
 *   positionals: { name: "FILE", help: "What to read", maximum: Infinity },
 *   async run({ flags: { json, skip = 0 }, positionals, print }) {
 *     await print(json ? JSON.stringify({ positionals, skip }) : positionals.join("\n"));
 *     return 0;
 *   },
 * });
 * const subcommands: TapDefinition["subcommands"] = { count }; // tap-blog count --skip 1 a.txt b.txt
 * ```
 */
export function defineSubcommand<
  const F extends Flags = {},
  D extends SettingDefinitions = SettingDefinitions,
>(subcommand: Subcommand<F, D>): Subcommand {
  return subcommand;
}
