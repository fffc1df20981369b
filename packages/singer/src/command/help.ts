import { wrap } from "./about.ts";
import { spellings, type Flag } from "./arguments.ts";
import type { CommandDefinition } from "./command-definition.ts";

const flagWidth = 30;
const helpWidth = 66;

/** The text of `--help`. */
export function renderHelp(command: CommandDefinition, flags: readonly Flag[]): string {
  const { name } = command;
  const isTap = flags.some((flag) => flag.name === "discover");
  const examples = isTap
    ? [
        [`${name} --about`, "what it reads and every setting"],
        [`${name} --config config.json --discover > catalog.json`, "what there is to sync"],
        [`${name} --config config.json --test`, "one record of each stream"],
        [`${name} --config config.json --catalog catalog.json --state state.json`, "sync"],
      ]
    : [
        [`${name} --about`, "what it writes and every setting"],
        [`some-tap --config tap.json | ${name} --config config.json > state.jsonl`, "store what a tap reads"],
      ];
  const subcommands = Object.entries(command.subcommands ?? {});
  return [
    `${name} v${command.version}`,
    ...wrap(command.description, flagWidth + helpWidth),
    "",
    "Usage:",
    ...examples.flatMap(([example = "", does = ""]) => [`  ${example}`, `      ${does}`]),
    "",
    "Flags:",
    ...flags.flatMap((flag) => row(flagText(flag), flag.help)),
    ...(subcommands.length === 0
      ? []
      : ["", "Commands:", ...subcommands.flatMap(([word, { summary }]) => row(word, summary))]),
    ...(command.epilogue === undefined ? [] : ["", command.epilogue]),
  ].join("\n");
}

function flagText(flag: Flag): string {
  const names = spellings(flag).toSorted((a, b) => a.length - b.length);
  const short = names.filter((name) => name.length === 2);
  const value =
    flag.value === undefined ? "" : flag.bareValue === undefined ? ` ${flag.value}` : `[=${flag.value}]`;
  return [...short, `--${flag.name}`].join(", ") + value;
}

function row(left: string, right: string): string[] {
  const [first = "", ...rest] = wrap(right, helpWidth);
  const indent = " ".repeat(flagWidth);
  const head = `  ${left}`;
  const start = head.length < flagWidth ? [head.padEnd(flagWidth) + first] : [head, indent + first];
  return [...start, ...rest.map((line) => indent + line)];
}
