import type { CommandDefinition, CommandKind } from "./command-definition.ts";
import { spellings, type Flag, type Flags } from "./flags.ts";
import type { Example, Subcommand, Subcommands } from "./subcommand.ts";
import { wrapText } from "./wrap-text.ts";

const leftWidth = 30;
const rightWidth = 66;

/** The text of a command's `--help`. */
export function renderHelp(command: CommandDefinition, kind: CommandKind, flags: Flags): string {
  return [
    `${command.name} v${command.version}`,
    ...wrapText(command.description, leftWidth + rightWidth),
    ...section("Usage:", exampleLines(kind.examples(command.name))),
    ...section("Flags:", flagLines(flags)),
    ...section("Commands (each has --help):", commandLines([], command.subcommands)),
    ...(command.epilogue === undefined ? [] : ["", command.epilogue]),
  ].join("\n");
}

/** The text of a subcommand's `--help`. */
export function renderSubcommandHelp(
  command: CommandDefinition,
  path: readonly string[],
  subcommand: Subcommand,
  flags: Flags,
): string {
  const { description, summary, positionals, examples = [], subcommands } = subcommand;
  return [
    subcommandUsage(command, path, subcommand),
    ...wrapText(description ?? summary, leftWidth + rightWidth),
    ...section("Usage:", exampleLines(examples)),
    ...section("Arguments:", positionals === undefined ? [] : row(positionals.name, positionals.help)),
    ...section("Flags:", flagLines(flags)),
    ...section("Commands (each has --help):", commandLines(path, subcommands)),
  ].join("\n");
}

/** `tap-blog state merge [flags] FILE...` */
export function subcommandUsage(
  command: CommandDefinition,
  path: readonly string[],
  subcommand: Subcommand,
): string {
  const { name = "", maximum = 1 } = subcommand.positionals ?? {};
  const after = subcommand.run === undefined ? ["COMMAND"] : ["[flags]", maximum > 1 ? `${name}...` : name];
  return [command.name, ...path, ...after].join(" ").trimEnd();
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines];
}

function exampleLines(examples: readonly Example[]): string[] {
  return examples.flatMap(({ line, does }) => [`  ${line}`, `      ${does}`]);
}

function flagLines(flags: Flags): string[] {
  return Object.entries(flags).flatMap(([name, flag]) =>
    flag.refusal === undefined ? row(flagText(name, flag), flag.help) : [],
  );
}

/** A line for each command that can run. */
function commandLines(path: readonly string[], subcommands: Subcommands = {}): string[] {
  return Object.entries(subcommands).flatMap(([word, subcommand]) => {
    const here = [...path, word];
    const own = subcommand.run === undefined ? [] : row(here.join(" "), subcommand.summary);
    return [...own, ...commandLines(here, subcommand.subcommands)];
  });
}

function flagText(name: string, flag: Flag): string {
  const short = spellings(name, flag).filter((spelling) => spelling.length === 2);
  const value =
    flag.value === undefined ? "" : flag.bareValue === undefined ? ` ${flag.value}` : `[=${flag.value}]`;
  return [...short, `--${name}`].join(", ") + value;
}

function row(left: string, right: string): string[] {
  const [first = "", ...rest] = wrapText(right, rightWidth);
  const indent = " ".repeat(leftWidth);
  const head = `  ${left}`;
  const start = head.length < leftWidth ? [head.padEnd(leftWidth) + first] : [head, indent + first];
  return [...start, ...rest.map((line) => indent + line)];
}
