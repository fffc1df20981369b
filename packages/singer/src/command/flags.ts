/** A flag of a command line. Its name, without dashes, is its key in {@link Flags}. */
export interface Flag {
  /** One line for the help. */
  help: string;
  /** Other names. A name of one letter takes one dash. */
  aliases?: readonly string[] | undefined;
  /** The name of the value in the help, e.g. `FILE`. A flag without this takes no value. */
  value?: string | undefined;
  /** The value of the flag when none is given. Other values then need `=`, as in `--test=schema`. */
  bareValue?: string | undefined;
  /** The possible values. Default: any. */
  choices?: readonly string[] | undefined;
  /** The value is a whole number within these limits, which are inclusive. */
  integer?: { readonly minimum: number; readonly maximum: number } | undefined;
  /** Why there is no such flag. The command refuses it with this text, shows no value of it, and no help names it. */
  refusal?: string | undefined;
  /** The value names a file that the command reads first. It may be a FIFO, and a signal ends the wait for its writer. */
  isInput?: boolean | undefined;
  /** May be given more than once. Its value is a list. */
  isRepeatable?: boolean | undefined;
}

/** The value of a flag that names a file. */
export const fileValue = "FILE";

/** Flags by name. */
export interface Flags {
  readonly [name: string]: Flag;
}

/**
 * The values of flags: a boolean for a flag without a value, a list for a repeatable one, else a string or a number. A
 * flag that is not given is false, an empty list, or undefined.
 */
export type FlagValues<F extends Flags> = { readonly [N in keyof F]: FlagValue<F[N]> };

/** The value of one flag, see {@link FlagValues}. */
export type FlagValue<F extends Flag> = Flag extends F
  ? string | number | boolean | readonly string[] | undefined
  : F extends { value: string }
    ? F extends { isRepeatable: true }
      ? readonly string[]
      : OneValue<F> | undefined
    : boolean;

type OneValue<F extends Flag> = F extends { integer: object }
  ? number
  : F extends { choices: readonly (infer C)[] }
    ? C
    : string;

/** A flag that takes a value. */
export type ValueFlag = Flag & { readonly value: string };

/** A flag that takes no value. */
export type SwitchFlag = Flag & { readonly value?: never };

/** `--config`, the same for every command. */
export const configFlag: ValueFlag & { readonly isRepeatable: true } = {
  aliases: ["c"],
  value: "FILE",
  isInput: true,
  isRepeatable: true,
  help: "Settings as JSON. Repeatable, later files win. ENV reads the environment and .env",
};

/** `--help`, the same for every command. */
export const helpFlag: SwitchFlag = { aliases: ["h"], help: "Show this help" };

/** The files that a command reads first. */
export function inputsOf<F extends Flags>(flags: F, values: FlagValues<F>): string[] {
  return Object.entries(flags).flatMap(([name, { isInput }]) => {
    const value: unknown = isInput === true ? values[name] : undefined;
    const files: unknown[] = Array.isArray(value) ? value : [value];
    return files.filter((file) => typeof file === "string");
  });
}

/** How a flag can be written: `--config`, `-c`. */
export function spellings(name: string, flag: Flag): string[] {
  return [name, ...(flag.aliases ?? [])].map((word) => (word.length === 1 ? `-${word}` : `--${word}`));
}
