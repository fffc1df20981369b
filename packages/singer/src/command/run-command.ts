import { CommandError, InvalidInputError, UsageError } from "../errors.ts";
import type { CommandHost } from "../host/host.ts";
import { print } from "../host/print.ts";
import { readFifos } from "../host/read-fifos.ts";
import { ProgressLine } from "../host/progress-line.ts";
import { waitForReader } from "../host/wait-for-reader.ts";
import { nearest } from "../json/nearest.ts";
import { commandLogger } from "../logs/command-logger.ts";
import type { Logger } from "../logs/logger.ts";
import { renderAbout, type AboutFormat } from "./about.ts";
import { environmentSecrets } from "../settings/secret-texts.ts";
import { parseArguments } from "./arguments.ts";
import { shownWord } from "../json/shown.ts";
import { allSettings } from "./capability.ts";
import type { CommandDefinition, CommandKind } from "./command-definition.ts";
import type { CommandTools } from "./command-tools.ts";
import { helpFlag, inputsOf, spellings, type Flags, type FlagValues } from "./flags.ts";
import { renderHelp, subcommandUsage } from "./help.ts";
import { findSubcommand, runSubcommand, type CalledSubcommand } from "./run-subcommand.ts";

/** What a run of a command gets. */
export interface CommandContext<F extends Flags> extends CommandTools {
  readonly flags: FlagValues<F>;
  /** The value of `--format`. */
  readonly format: AboutFormat;
}

/** Flags every command has. */
const commonFlags = {
  about: { help: "Show what this plugin does, and all its settings" },
  format: {
    value: "json|markdown",
    choices: ["json", "markdown", "text"],
    help: "How to show what is printed (default: text)",
  },
  version: { help: "Show the version" },
  help: helpFlag,
} as const satisfies Flags;

/**
 * What every command does: help, version, about, subcommands, error messages and exit codes.
 *
 * @returns the exit code, when everything is written.
 *
 * @example
 * ```ts
 * import process from "node:process";
 * import { defineSubcommand, endProcess, nodeHost } from "@tap-instagram/singer";
 * import { runCommand, type CommandDefinition, type CommandKind } from "@tap-instagram/singer/protocol";
 *
 * const hello = defineSubcommand({
 *   summary: "Say hello",
 *   run: async ({ print }) => {
 *     await print("hello");
 *     return 0;
 *   },
 * });
 * const command: CommandDefinition = {
 *   name: "source-blog",
 *   version: "1.0.0",
 *   description: "Reads a blog.",
 *   capabilities: [],
 *   settings: {},
 *   subcommands: { hello },
 * };
 * const kind: CommandKind = { flags: {}, synopsis: "hello", examples: () => [], capabilitySettings: {} };
 * endProcess(process, await runCommand(command, kind, nodeHost(process), async () => 2));
 * ```
 */
export async function runCommand<F extends Flags>(
  command: CommandDefinition,
  kind: CommandKind<F>,
  host: CommandHost,
  work: (context: CommandContext<F>) => Promise<number>,
): Promise<number> {
  const restoreConsole = host.guardConsole?.();
  const progress = new ProgressLine({
    stderr: host.stderr,
    env: host.env,
    elapsedMs: () => host.elapsedMs(),
  });
  const log = commandLogger(command.name, host, {
    write: (line) => progress.writeAbove(line),
    createRedactor: command.createRedactor,
  });
  // Before anything is read: what is wrong may be said about a place that holds a secret.
  log.hide(environmentSecrets(command, allSettings(command, kind.capabilitySettings), host.env));
  const tools: CommandTools = { ...log, host, progress };
  const called = findSubcommand(command.subcommands, host.argv);
  try {
    if (called !== undefined) return await runSubcommand(command, kind, called, tools);
    return await dispatch(command, kind, tools, work);
  } catch (error) {
    return report(error, log.logger, usageLines(command, kind, called));
  } finally {
    progress.clear();
    // An empty write resolves after all earlier ones: then the process may end.
    await waitForReader(host.stderr.write(""));
    restoreConsole?.();
  }
}

async function dispatch<F extends Flags>(
  command: CommandDefinition,
  kind: CommandKind<F>,
  tools: CommandTools,
  work: (context: CommandContext<F>) => Promise<number>,
): Promise<number> {
  const { host } = tools;
  const known: Flags = { ...kind.flags, ...commonFlags };
  const [first = ""] = host.argv;
  // Before the flags are parsed: they may belong to a subcommand that is misspelt.
  if (first !== "" && !first.startsWith("-")) refuseWord(command, known, first);
  const { flags, common, positionals } = parseArguments(host.argv, kind.flags, commonFlags);
  if (common.help) {
    await print(host, renderHelp(command, kind, known));
  } else if (common.version) {
    await print(host, `${command.name} v${command.version}`);
  } else if (common.about) {
    const settings = allSettings(command, kind.capabilitySettings);
    await print(host, renderAbout(command, settings, common.format ?? "text"));
  } else {
    for (const word of positionals) refuseWord(command, known, word);
    const stopped = await readFifos(inputsOf(kind.flags, flags), host, (text) => tools.logger.info(text));
    if (stopped !== undefined) return stopped;
    return work({ ...tools, flags, format: common.format ?? "text" });
  }
  return 0;
}

function refuseWord(command: CommandDefinition, flags: Flags, word: string): never {
  const words = Object.keys(command.subcommands ?? {});
  if (words.includes(word)) {
    throw new UsageError(`The command ${word} must come first: ${command.name} ${word} …`);
  }
  const known = Object.entries(flags).flatMap(([name, flag]) => spellings(name, flag));
  const guess = nearest(word, [...words, ...known]);
  const hint = guess === undefined ? "" : `; did you mean ${guess}?`;
  throw new UsageError(`Unexpected argument ${shownWord(word)}${hint}`);
}

/** The usage, for an error message. */
function usageLines(
  command: CommandDefinition,
  kind: CommandKind,
  called: CalledSubcommand | undefined,
): readonly string[] {
  const words = [command.name, ...(called?.path ?? [])].join(" ");
  const line =
    called === undefined
      ? `${command.name} ${kind.synopsis}`
      : subcommandUsage(command, called.path, called.subcommand);
  return [`Usage: ${line}`, `Run "${words} --help" for all flags`];
}

/** A single problem is on the line of the attempt: one who searches the log for the level finds it. */
function inputMessage({ attempt, problems: [problem, ...others], message }: InvalidInputError): string {
  if (problem === undefined || others.length > 0) return message;
  return `${attempt}: ${problem.place}: ${problem.message}`;
}

/** The exit code of a command that an error ends. */
export function exitCodeOfFailure(error: unknown): number {
  if (error instanceof UsageError) return 2;
  return error instanceof CommandError ? error.exitCode : 1;
}

/** Logs an error and gives the exit code. */
function report(error: unknown, logger: Logger, usage: readonly string[]): number {
  if (error instanceof UsageError) logger.critical([error.message, ...usage]);
  else if (error instanceof InvalidInputError) logger.critical(inputMessage(error));
  else if (error instanceof CommandError)
    logger.critical(error.hint === undefined ? error.message : [error.message, error.hint]);
  else {
    logger.critical(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    if (error instanceof Error && error.stack !== undefined) logger.debug(error.stack);
  }
  return exitCodeOfFailure(error);
}
