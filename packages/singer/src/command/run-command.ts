import { spellings, parseArguments, type Flag, type ParsedArguments } from "./arguments.ts";
import { commandLogger, type CommandLogger } from "../logs/command-logger.ts";
import { renderAbout } from "./about.ts";
import type { CommandDefinition } from "./command-definition.ts";
import { CommandError, InvalidInputError, UsageError } from "../errors.ts";
import { renderHelp } from "./help.ts";
import type { CommandHost } from "../host/host.ts";
import { preview } from "../json/json.ts";
import { nearest } from "../json/nearest.ts";
import { isClosedError } from "../host/output-sink.ts";
import { ProgressLine } from "../host/progress-line.ts";

/** What the work of a command gets. */
export interface CommandContext extends CommandLogger {
  readonly host: CommandHost;
  readonly args: ParsedArguments;
  readonly progress: ProgressLine;
  /** Writes text to stdout and waits until it has left. */
  print(text: string): Promise<void>;
}

/** Flags every command has. */
export const commonFlags: readonly Flag[] = [
  { name: "about", help: "Show what this plugin does and every setting it has" },
  {
    name: "format",
    value: "json|markdown",
    choices: ["json", "markdown", "text"],
    help: "How to show --about (default: text)",
  },
  { name: "version", help: "Show the version" },
  { name: "help", aliases: ["h"], help: "Show this help" },
];

/**
 * The manners every command has: help, version, about, subcommands, errors for people and their exit codes.
 *
 * @returns the exit code, after everything was written.
 */
export async function runCommand(
  command: CommandDefinition,
  flags: readonly Flag[],
  host: CommandHost,
  work: (context: CommandContext) => Promise<number>,
): Promise<number> {
  const restoreConsole = host.guardConsole?.();
  const progress = new ProgressLine(host.stderr, () => host.now());
  const log = commandLogger(command.name, host, () => progress.clear());
  const redact = (text: string): string => command.redact?.(text) ?? text;
  log.redactWith(redact);
  try {
    return await dispatch(command, flags, host, work, { ...log, progress });
  } catch (error) {
    return report(error, command, log);
  } finally {
    progress.clear();
    // An empty write resolves after all before it; the process may be ended then.
    await host.stderr.write("").catch(() => undefined);
    restoreConsole?.();
  }
}

async function dispatch(
  command: CommandDefinition,
  flags: readonly Flag[],
  host: CommandHost,
  work: (context: CommandContext) => Promise<number>,
  log: CommandLogger & { progress: ProgressLine },
): Promise<number> {
  const print = async (text: string): Promise<void> => {
    await host.stdout.write(text.endsWith("\n") ? text : `${text}\n`).catch(ignoreClosed);
  };
  const subcommand = findSubcommand(command, host.argv);
  if (subcommand !== undefined) return subcommand.run(host);
  const args = parseArguments(flags, host.argv);
  if (args.flags.has("help")) {
    await print(renderHelp(command, flags));
  } else if (args.flags.has("version")) {
    await print(`${command.name} v${command.version}`);
  } else if (args.flags.has("about")) {
    const format = args.flags.get("format")?.at(-1);
    await print(renderAbout(command, format === "json" || format === "markdown" ? format : "text"));
  } else {
    refusePositionals(command, flags, args);
    return work({ ...log, host, args, print });
  }
  return 0;
}

function findSubcommand(
  command: CommandDefinition,
  argv: readonly string[],
): { run(host: CommandHost): Promise<number> } | undefined {
  const entries = Object.entries(command.subcommands ?? {});
  // `state merge` before `state`.
  for (const [name, subcommand] of entries.toSorted(([a], [b]) => b.length - a.length)) {
    const words = name.split(" ");
    if (words.every((word, index) => argv[index] === word)) {
      return { run: (host) => subcommand.run(argv.slice(words.length), host) };
    }
  }
  return undefined;
}

function refusePositionals(command: CommandDefinition, flags: readonly Flag[], args: ParsedArguments): void {
  const [word] = args.positionals;
  if (word === undefined) return;
  const guess = nearest(word, [...Object.keys(command.subcommands ?? {}), ...flags.flatMap(spellings)]);
  const hint = guess === undefined ? "" : `; did you mean ${guess}?`;
  throw new UsageError(`There is no use for the argument ${preview(word, 20)}${hint}`);
}

/** Says what went wrong, for people, and gives the exit code. */
function report(error: unknown, command: CommandDefinition, { logger }: CommandLogger): number {
  if (error instanceof UsageError) {
    logger.critical(`${error.message}\nRun "${command.name} --help" for all flags`);
    return 2;
  }
  if (error instanceof InvalidInputError) {
    logger.critical(error.message);
    return 1;
  }
  if (error instanceof CommandError) {
    logger.critical(error.hint === undefined ? error.message : `${error.message}\n${error.hint}`);
    return error.exitCode;
  }
  logger.critical(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  if (error instanceof Error && error.stack !== undefined) logger.debug(error.stack);
  return 1;
}

function ignoreClosed(error: unknown): void {
  if (!isClosedError(error)) throw error;
}
