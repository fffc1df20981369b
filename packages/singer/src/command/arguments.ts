import { UsageError } from "../errors.ts";
import { nearest } from "../json/nearest.ts";

/** A flag of the command line. */
export interface Flag {
  /** Without its dashes. */
  readonly name: string;
  /** Other names, single letters for one dash. */
  readonly aliases?: readonly string[];
  /** What the value is called in the help, e.g. `FILE`; none for a flag that takes no value. */
  readonly value?: string;
  /** A flag with this may stand without a value; then it has this one, and a value needs `=`. */
  readonly bareValue?: string;
  /** The values it takes. Default: any. */
  readonly choices?: readonly string[];
  readonly isRepeatable?: boolean;
  readonly help: string;
}

/** What a command line says. */
export interface ParsedArguments {
  /** The values by flag name, in order; `""` for a flag that takes none. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

/**
 * Reads a command line: `--flag value`, `--flag=value`, `-f value`, `-f=value`, in any order; `--` ends the flags.
 *
 * @throws UsageError naming the nearest valid flag.
 */
export function parseArguments(flags: readonly Flag[], argv: readonly string[]): ParsedArguments {
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? "";
    if (argument === "--") {
      positionals.push(...argv.slice(index + 1));
      break;
    }
    if (!argument.startsWith("-") || argument === "-") {
      positionals.push(argument);
      continue;
    }
    const equals = argument.indexOf("=");
    const written = equals === -1 ? argument : argument.slice(0, equals);
    const inline = equals === -1 ? undefined : argument.slice(equals + 1);
    const flag = findFlag(flags, written);
    const next = argv[index + 1];
    const value = valueOf(flag, written, inline, next);
    if (value.isNext) index += 1;
    const before = values.get(flag.name) ?? [];
    if (
      before.length > 0 &&
      flag.isRepeatable !== true &&
      flag.value !== undefined &&
      before[0] !== value.text
    ) {
      throw new UsageError(`The flag --${flag.name} can be given once, but is there with two values`);
    }
    values.set(flag.name, [...before, value.text]);
  }
  return { flags: values, positionals };
}

function findFlag(flags: readonly Flag[], written: string): Flag {
  const flag = flags.find((candidate) => spellings(candidate).includes(written));
  if (flag !== undefined) return flag;
  const guess = nearest(written, flags.flatMap(spellings));
  throw new UsageError(
    `There is no flag ${shorten(written)}${guess === undefined ? "" : `; did you mean ${guess}?`}`,
  );
}

function valueOf(
  flag: Flag,
  written: string,
  inline: string | undefined,
  next: string | undefined,
): { text: string; isNext: boolean } {
  if (flag.value === undefined) {
    if (inline !== undefined) throw new UsageError(`The flag ${written} takes no value, but has one`);
    return { text: "", isNext: false };
  }
  const bare = flag.bareValue;
  const isNextValue = bare === undefined && next !== undefined && (!next.startsWith("-") || next === "-");
  const text = inline ?? bare ?? (isNextValue ? next : undefined);
  if (text === undefined || text === "") {
    throw new UsageError(`The flag ${written} needs a value: ${written} ${flag.value}`);
  }
  if (flag.choices !== undefined && !flag.choices.includes(text)) {
    const guess = nearest(text, flag.choices);
    const hint = guess === undefined ? "" : `; did you mean ${guess}?`;
    throw new UsageError(
      `The flag ${written} takes ${flag.choices.join(" or ")}, not ${shorten(text)}${hint}`,
    );
  }
  return { text, isNext: inline === undefined && bare === undefined };
}

/** `--config`, `-c`. */
export function spellings(flag: Flag): string[] {
  return [flag.name, ...(flag.aliases ?? [])].map((name) => (name.length === 1 ? `-${name}` : `--${name}`));
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}
