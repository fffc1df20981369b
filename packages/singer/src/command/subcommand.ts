import type { CommandHost } from "../host/host.ts";
import type { Progress } from "../host/progress-line.ts";
import type { Logger } from "../logs/logger.ts";
import type { SettingDefinitions, SettingsOf } from "../settings/setting.ts";
import type { Flags, FlagValues } from "./flags.ts";

/** An example in the help. */
export interface Example {
  /** The whole line, e.g. `tap-blog --config config.json --test`. */
  line: string;
  /** What it does, in a few words. */
  does: string;
}

/** The arguments of a subcommand that belong to no flag. */
export interface Positionals {
  /** Their name in the help, e.g. `FILE`. */
  name: string;
  /** One line for the help. */
  help: string;
  /** The fewest. Default 1. */
  minimum?: number | undefined;
  /** The most. Default 1. */
  maximum?: number | undefined;
}

/** Subcommands by name. */
export interface Subcommands {
  readonly [word: string]: Subcommand;
}

/**
 * A subcommand, e.g. `merge` in `tap-blog state merge`. See {@link defineSubcommand}.
 *
 * @typeParam D the settings of its tap or target.
 */
export interface Subcommand<F extends Flags = Flags, D extends SettingDefinitions = SettingDefinitions> {
  /** One line for the list of commands. */
  summary: string;
  /** A paragraph for its own `--help`. Default: the summary. */
  description?: string | undefined;
  /** Besides `--help`. */
  flags?: F | undefined;
  /** Default: none. */
  positionals?: Positionals | undefined;
  /** The settings of its tap or target. With this, the subcommand has the flag `--config` and can read them. */
  settings?: D | undefined;
  examples?: readonly Example[] | undefined;
  /** Its own subcommands, e.g. `refresh` after `auth`. */
  subcommands?: Subcommands | undefined;
  /**
   * Does the work. A subcommand without this needs another word after it.
   *
   * @returns the exit code.
   * @throws UsageError (exit code 2), InvalidInputError (1) or CommandError (its own). After SIGINT or SIGTERM, any
   * error means exit code 130 or 143.
   */
  run?(run: SubcommandRun<F, D>): Promise<number>;
}

/** Which settings a subcommand reads, and what wins. */
export interface PartialSettingsOptions {
  /** Only these; no others are warned of. Default: all. */
  names?: readonly string[] | undefined;
  /** True where the environment is read without being named, and files win over it. */
  isEnvironmentFirst?: boolean | undefined;
}

/** One run of a subcommand. */
export interface SubcommandRun<F extends Flags = Flags, D extends SettingDefinitions = SettingDefinitions> {
  readonly flags: FlagValues<F>;
  readonly positionals: readonly string[];
  /** The values of `--config`. Empty without `settings`. */
  readonly configs: readonly string[];
  /** Gives stdin, the environment and the time. */
  readonly host: CommandHost;
  readonly logger: Logger;
  /** Aborted by SIGTERM, SIGINT, and when the reader of stdout is gone. Return or throw soon after that. */
  readonly signal: AbortSignal;
  /** Writes text and a newline to stdout, and waits until they are written. */
  readonly print: (text: string) => Promise<void>;
  /** Shows figures on one line of a terminal. */
  readonly progress: (figures: Progress) => void;
  /** Hides these texts in all later log lines. The values of secret settings are hidden without this. */
  readonly hide: (secrets: readonly string[]) => void;
  /** A text without the secrets that log lines hide, to be printed. */
  readonly redact: (text: string) => string;
  /**
   * Reads the settings as a sync does.
   *
   * @param configs files, and `ENV` for the environment. Default: the values of `--config`.
   * @throws InvalidInputError with every problem.
   */
  readonly readSettings: (configs?: readonly string[]) => SettingsOf<D>;
  /** The same, but any setting may be missing, and `checkSettings` is not called. */
  readonly readPartialSettings: (
    configs?: readonly string[],
    options?: PartialSettingsOptions,
  ) => Partial<SettingsOf<D>>;
}

/**
 * Defines a subcommand. The values of its flags and settings are typed.
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
