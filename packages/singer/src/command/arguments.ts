import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "../errors.ts";
import { isSecretLikeName } from "../json/shown.ts";
import { nearest } from "../json/nearest.ts";
import { fileValue, spellings, type Flag, type Flags, type FlagValues } from "./flags.ts";

/** What a command line says. */
export interface ParsedArguments<F extends Flags, C extends Flags> {
  /** The values of the command's own flags. */
  readonly flags: FlagValues<F>;
  /** The values of the flags that all commands have. */
  readonly common: FlagValues<C>;
  /** The other arguments, in order. */
  readonly positionals: readonly string[];
}

type ParseArgsOptions = NonNullable<ParseArgsConfig["options"]>;

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly index: number;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/**
 * Reads a command line: `--flag value`, `--flag=value`, `-f value` and `-f=value`, in any order. `--` ends the flags.
 *
 * @throws UsageError, with the nearest valid flag.
 */
export function parseArguments<F extends Flags, C extends Flags>(
  argv: readonly string[],
  own: F,
  common: C,
): ParsedArguments<F, C> {
  const flags: Flags = { ...own, ...common };
  const { tokens } = parseArgs({
    args: [...argv],
    options: optionsOf(flags),
    // Not strict, for messages and values of our own.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const [name, flag] = findFlag(flags, token, argv);
    given.set(name, [...(given.get(name) ?? []), valueOf(flag, token)]);
  }
  return { flags: valuesOf(own, given), common: valuesOf(common, given), positionals };
}

function valuesOf<F extends Flags>(flags: F, given: ReadonlyMap<string, readonly string[]>): FlagValues<F> {
  const values = Object.entries(flags).map(([name, flag]) => [name, read(name, flag, given.get(name) ?? [])]);
  // `read` gives each value the type of its flag; the compiler cannot follow this through the loop.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(values) as FlagValues<F>;
}

/** One option of parseArgs for each name of each flag. */
function optionsOf(flags: Flags): ParseArgsOptions {
  const options = Object.entries(flags).flatMap(([name, flag]) => {
    // A flag with a bare value does not take the next argument.
    const type: "boolean" | "string" =
      flag.value === undefined || flag.bareValue !== undefined ? "boolean" : "string";
    return [name, ...(flag.aliases ?? [])].map((word) => {
      return [word, word.length === 1 ? { type, short: word } : { type }] as const;
    });
  });
  return Object.fromEntries(options);
}

function findFlag(flags: Flags, { rawName, index }: OptionToken, argv: readonly string[]): [string, Flag] {
  const found = Object.entries(flags).find(([name, flag]) => spellings(name, flag).includes(rawName));
  if (found?.[1].refusal !== undefined) {
    throw new UsageError(`There is no flag ${rawName}: ${found[1].refusal}`);
  }
  if (found !== undefined) return found;
  // The whole argument, not its letters one by one: `-discover` most likely means `--discover`.
  const [written = rawName] = (argv[index] ?? rawName).split("=", 1);
  const guess = nearest(
    written,
    Object.entries(flags).flatMap(([name, flag]) =>
      flag.refusal === undefined ? spellings(name, flag) : [],
    ),
  );
  throw new UsageError(
    `There is no flag ${isSecretLikeName(written) ? `of ${written.length} characters` : written}${guess === undefined ? "" : `; did you mean ${guess}?`}`,
  );
}

/** The text of a flag's value; `""` for a flag without one. */
function valueOf(flag: Flag, { rawName, value, inlineValue }: OptionToken): string {
  if (flag.value === undefined) {
    if (value !== undefined) throw new UsageError(`The flag ${rawName} takes no value, but has one`);
    return "";
  }
  // parseArgs reads `-c=FILE` as the value `=FILE`, and takes a flag after `--config` as its value.
  const isShort = !rawName.startsWith("--");
  const isFlag = inlineValue === false && value !== undefined && value !== "-" && value.startsWith("-");
  const text = isFlag ? undefined : isShort && inlineValue === true ? value?.replace(/^=/, "") : value;
  const found = text ?? flag.bareValue;
  if (found === undefined || found.trim() === "") {
    throw new UsageError(`The flag ${rawName} needs a value: ${rawName} ${flag.value}`);
  }
  if (flag.value === fileValue && /^\s*[[{]/.test(found)) {
    throw new UsageError(
      `The flag ${rawName} takes a file, but its value is JSON (${found.length} characters, not shown: there may be a secret among them). Write it to a file: ${rawName} ${flag.value}`,
    );
  }
  return found;
}

function read(
  name: string,
  flag: Flag,
  texts: readonly string[],
): string | number | boolean | readonly string[] | undefined {
  if (flag.value === undefined) return texts.length > 0;
  for (const text of texts) check(name, flag, text);
  if (flag.isRepeatable === true) return texts;
  if (texts.some((text) => text !== texts[0])) {
    throw new UsageError(`The flag --${name} can be given only once, but has two values`);
  }
  const text = texts.at(-1);
  return flag.integer !== undefined && text !== undefined ? Number(text) : text;
}

function check(name: string, { choices, integer }: Flag, text: string): void {
  if (choices !== undefined && !choices.includes(text)) {
    const guess = nearest(text, choices);
    const hint = guess === undefined ? "" : `; did you mean ${guess}?`;
    throw new UsageError(`The flag --${name} takes ${choices.join(" or ")}, not ${shownValue(text)}${hint}`);
  }
  if (integer === undefined) return;
  const { minimum, maximum } = integer;
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= minimum && value <= maximum)) {
    throw new UsageError(
      `The flag --${name} takes a whole number from ${minimum} to ${maximum}, not ${shownValue(text)}`,
    );
  }
}

/** A long value is not shown: it may be a secret. */
function shownValue(text: string): string {
  return text.length <= 20 ? text : `a value of ${text.length} characters`;
}
