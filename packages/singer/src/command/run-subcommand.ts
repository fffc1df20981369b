import { UsageError } from "../errors.ts";
import { print } from "../host/print.ts";
import { readFifos } from "../host/read-fifos.ts";
import { StopControl } from "../host/stop-control.ts";
import { getOwn } from "../json/json.ts";
import { nearest } from "../json/nearest.ts";
import { parseArguments } from "./arguments.ts";
import { shownWord } from "../json/shown.ts";
import type { CommandDefinition, CommandKind } from "./command-definition.ts";
import type { CommandTools } from "./command-tools.ts";
import { configFlag, helpFlag, inputsOf, type Flags } from "./flags.ts";
import { renderSubcommandHelp } from "./help.ts";
import { readSettings } from "./read-settings.ts";
import type { Positionals, Subcommand, Subcommands } from "./subcommand.ts";

/** A subcommand, as a command line calls it. */
export interface CalledSubcommand {
  /** The words that call it. */
  readonly path: readonly string[];
  readonly subcommand: Subcommand;
  /** The arguments after these words. */
  readonly argv: readonly string[];
}

/** The subcommand that the first words of a command line call. For `auth refresh` it is `refresh`. */
export function findSubcommand(
  subcommands: Subcommands | undefined,
  argv: readonly string[],
): CalledSubcommand | undefined {
  let found: CalledSubcommand | undefined;
  let choice = subcommands;
  for (const [index, word] of argv.entries()) {
    const subcommand = getOwn(choice ?? {}, word);
    if (subcommand === undefined) break;
    found = { path: argv.slice(0, index + 1), subcommand, argv: argv.slice(index + 1) };
    choice = subcommand.subcommands;
  }
  return found;
}

/** Reads the flags of a subcommand and runs it. */
export async function runSubcommand(
  command: CommandDefinition,
  kind: CommandKind,
  { path, subcommand, argv }: CalledSubcommand,
  tools: CommandTools,
): Promise<number> {
  refuseUnknownWord(path, subcommand, argv);
  const standard: Flags =
    subcommand.settings === undefined ? { help: helpFlag } : { config: configFlag, help: helpFlag };
  const { flags, common, positionals } = parseArguments(argv, subcommand.flags ?? {}, standard);
  if (common["help"] === true) {
    const known = { ...subcommand.flags, ...standard };
    await print(tools.host, renderSubcommandHelp(command, path, subcommand, known));
    return 0;
  }
  if (!isRunnable(subcommand)) {
    const words = Object.keys(subcommand.subcommands ?? {});
    throw new UsageError(`The command ${path.join(" ")} needs another word: ${words.join(" or ")}`);
  }
  checkPositionals(path, subcommand.positionals, positionals);
  // Not those of --config: a login refuses to write into a FIFO, and reads none.
  const inputs = inputsOf(subcommand.flags ?? {}, flags);
  const stopped =
    inputs.length === 0 ? undefined : await readFifos(inputs, tools.host, (text) => tools.logger.info(text));
  if (stopped !== undefined) return stopped;
  const configs = typeof common["config"] === "object" ? common["config"] : [];
  return runUntilStopped(tools, (stop) =>
    subcommand.run({
      flags,
      positionals,
      configs,
      host: tools.host,
      logger: tools.logger,
      signal: stop.signal,
      print: async (text) => {
        if (!(await print(tools.host, text))) stop.stop("closed output");
      },
      progress: (figures) => tools.progress.show(figures),
      hide: tools.hide,
      redact: tools.redact,
      readSettings: (chosen = configs) => readSettings(command, kind, { ...tools, configs: chosen }),
      readPartialSettings: (chosen = configs, options = {}) =>
        readSettings(command, kind, { ...tools, ...options, configs: chosen, isPartial: true }),
    }),
  );
}

function isRunnable(subcommand: Subcommand): subcommand is Subcommand & Required<Pick<Subcommand, "run">> {
  return subcommand.run !== undefined;
}

/** Runs until the work ends or a signal comes. An error after a signal means an interruption: exit code 130 or 143. */
export async function runUntilStopped(
  { host, logger }: Pick<CommandTools, "host" | "logger">,
  work: (stop: StopControl) => Promise<number>,
): Promise<number> {
  const stop = new StopControl();
  const unlisten = stop.listen(host, (signal) =>
    logger.info(`${signal} received: stopping. Send it again to stop at once`),
  );
  try {
    const exitCode = await work(stop);
    return stop.reason === "closed output" ? 0 : exitCode;
  } catch (error) {
    if (stop.exitCode === undefined) throw error;
    logger.debug(`Stopped while: ${error instanceof Error ? error.message : String(error)}`);
    return stop.exitCode;
  } finally {
    unlisten();
  }
}

/** Refuses a word that is not a subcommand, where no other argument is possible. */
function refuseUnknownWord(
  path: readonly string[],
  { subcommands = {}, positionals }: Subcommand,
  [word]: readonly string[],
): void {
  if (positionals !== undefined || word === undefined || word === "" || word.startsWith("-")) return;
  const known = Object.keys(subcommands);
  const guess = nearest(word, known);
  const hint = guess === undefined ? "" : `; did you mean ${[...path, guess].join(" ")}?`;
  if (known.length > 0)
    throw new UsageError(`There is no command ${[...path, shownWord(word)].join(" ")}${hint}`);
}

function checkPositionals(
  path: readonly string[],
  positionals: Positionals | undefined,
  given: readonly string[],
): void {
  const name = path.join(" ");
  if (positionals === undefined) {
    const [word] = given;
    if (word !== undefined) throw new UsageError(`The command ${name} takes no argument ${shownWord(word)}`);
    return;
  }
  const { minimum = 1, maximum = 1 } = positionals;
  if (given.length >= minimum && given.length <= maximum) return;
  const wanted =
    minimum === maximum
      ? `${minimum}`
      : maximum === Infinity
        ? `at least ${minimum}`
        : `${minimum} to ${maximum}`;
  throw new UsageError(`The command ${name} takes ${wanted} ${positionals.name}, but got ${given.length}`);
}
