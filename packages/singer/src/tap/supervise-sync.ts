import { CommandError } from "../errors.ts";
import type { OutputSink } from "../host/output-sink.ts";
import type { RunWatch } from "./run-watch.ts";
import type { SettingDefinitions } from "../settings/setting.ts";
import type { StopControl } from "../host/stop-control.ts";
import type { Bookmarks } from "../state/bookmarks.ts";
import { putState } from "../state/remote-state.ts";
import type { TapDefinition, TapRun } from "./tap-definition.ts";
import type { TapContext } from "./tap-input.ts";

/** What surrounds a sync. */
interface Supervision {
  readonly sink: OutputSink;
  readonly stop: StopControl;
  readonly isTest: boolean;
  /** Whether the run was given a state: then it gives one back, however it ends. */
  readonly isResumed: boolean;
  readonly elapsedMs: () => number;
}

/** Runs the sync and writes its last STATE, however it ends. */
export async function superviseSync<D extends SettingDefinitions, W extends RunWatch>(
  tap: TapDefinition<D, W>,
  run: TapRun<D, W>,
  { sink, stop, isTest, isResumed, elapsedMs }: Supervision,
): Promise<number> {
  const { logger, output } = run;
  const startMs = elapsedMs();
  const timeJob = (status: "succeeded" | "failed"): void =>
    logger.metric({
      type: "timer",
      metric: "job_duration",
      value: (elapsedMs() - startMs) / 1000,
      tags: { job_type: isTest ? "test" : "sync", status },
    });
  let exitCode: number;
  try {
    exitCode = await tap.sync(run);
  } catch (error) {
    if (stop.reason === undefined) {
      // With exit codes 4 and 5 another run can continue from here, so it needs a state.
      const isResumable = error instanceof CommandError && [4, 5].includes(error.exitCode);
      if (!isTest && (isResumable || isResumed || output.recordCount > 0)) await output.finish();
      timeJob("failed");
      await sink.flush();
      throw error;
    }
    // An error after a stop is the work being interrupted.
    logger.debug(`Stopped while: ${error instanceof Error ? error.message : String(error)}`);
    exitCode = 0;
  }
  if (stop.reason !== undefined) exitCode = 0;
  if (isTest) output.countRecords();
  else if ([0, 4, 5].includes(exitCode) || isResumed || output.recordCount > 0) await output.finish();
  await sink.flush();
  timeJob(exitCode === 0 ? "succeeded" : "failed");
  if (sink.isClosed) logger.info("Stopped, because the reader of stdout is gone or reads nothing");
  return exitCode;
}

/** Writes the state of a sync to `--state-output`, however the sync ended. @throws InvalidInputError when it is not stored. */
export async function storeState<D extends SettingDefinitions>(
  tap: Pick<TapDefinition<D>, "fetch" | "sleep">,
  { flags }: TapContext,
  bookmarks: Bookmarks,
): Promise<void> {
  const { "state-output": address, test } = flags;
  if (address !== undefined && test === undefined) await putState(address, bookmarks.toJSON(), tap);
}
