import { resolve } from "node:path";
import { exitCodeOfFailure } from "../command/run-command.ts";
import { InvalidInputError, UsageError } from "../errors.ts";
import { StopControl } from "../host/stop-control.ts";
import { listeningLogger } from "../logs/listening-logger.ts";
import type { SettingDefinitions } from "../settings/setting.ts";
import { isAddress } from "../state/remote-state.ts";
import type { LiveTerminal, RunFiles, RunInput, RunWatch } from "./run-watch.ts";
import type { TapDefinition } from "./tap-definition.ts";
import type { TapContext } from "./tap-input.ts";

/** A run, and what accompanies it. */
export interface WatchedRun<W extends RunWatch> {
  readonly context: TapContext;
  readonly stop: StopControl;
  readonly watch?: W | undefined;
}

/** Runs with the tap's watch beside, if it has one: that learns of every end. */
export async function runWatched<D extends SettingDefinitions, W extends RunWatch>(
  tap: TapDefinition<D, W>,
  context: TapContext,
  run: (watched: WatchedRun<W>) => Promise<number>,
): Promise<number> {
  const { host, logger, hide, isStructured, redact, show } = context;
  const stop = new StopControl();
  const files = filesOf(context);
  if (isNoSync(context)) {
    refuseFiles(files);
    return run({ context, stop });
  }
  const watch = tap.watch?.({
    files,
    inputs: inputsOf(context),
    env: host.env,
    logger,
    isStructured,
    show,
    terminal: liveTerminal(context),
    columns: host.stderr.isTTY ? host.stderr.columns : undefined,
    redact,
    hide,
    now: () => host.now(),
    elapsedMs: () => host.elapsedMs(),
  });
  if (watch === undefined) return run({ context, stop });
  const { onLog } = watch;
  const listening = onLog ? listeningLogger(logger, (entry) => onLog(entry)) : logger;
  let exitCode: number;
  try {
    exitCode = await run({ context: { ...context, logger: listening }, stop, watch });
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    await ended(watch, { exitCode: exitCodeOfFailure(error), stopped: stop.reason, failure }, context);
    throw error;
  }
  const isWritten = await ended(watch, { exitCode, stopped: stop.reason }, context);
  return isWritten ? exitCode : exitCode || 1;
}

/** Records on the same terminal would break the lines. */
function liveTerminal({ host, progress, isStructured }: TapContext): LiveTerminal | undefined {
  const { stderr, stdout, env } = host;
  if (!progress.isUsable || stdout.isTTY || isStructured) return undefined;
  return {
    get columns() {
      return stderr.columns ?? 80;
    },
    isColoured: (env.NO_COLOR ?? "") === "",
    showLines: (lines) => progress.showLines(lines),
    clear: () => progress.clear(),
  };
}

/** What cannot be written is told, and takes no other news from the exit code. */
async function ended(
  watch: RunWatch,
  end: Parameters<RunWatch["ended"]>[0],
  { logger }: TapContext,
): Promise<boolean> {
  try {
    await watch.ended(end);
    return true;
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    logger.critical(error.message);
    return false;
  }
}

function filesOf({ flags, host }: TapContext): RunFiles {
  const absolute = (path: string) => resolve(host.cwd(), path);
  const { summary, report, "metrics-file": metrics } = flags;
  return {
    summary: summary === undefined ? undefined : absolute(summary),
    reports: report.map(absolute),
    metrics: metrics === undefined ? undefined : absolute(metrics),
  };
}

function inputsOf({ flags, host }: TapContext): RunInput[] {
  const { config, catalog, state } = flags;
  const named = [
    ...config.filter((name) => name !== "ENV").map((path) => ({ flag: "--config", path })),
    { flag: "--catalog", path: catalog },
    { flag: "--state", path: state !== undefined && isAddress(state) ? undefined : state },
  ];
  return named.flatMap(({ flag, path }) =>
    path === undefined ? [] : [{ flag, path: resolve(host.cwd(), path) }],
  );
}

function isNoSync({ flags }: TapContext): boolean {
  return flags["dry-run"] || flags.discover || flags.test !== undefined;
}

function refuseFiles({ summary, reports, metrics }: RunFiles): void {
  if (summary === undefined && reports.length === 0 && metrics === undefined) return;
  throw new UsageError(
    "The flags --summary, --report and --metrics-file tell of a sync: leave them out, or leave out --discover, --dry-run and --test",
  );
}
