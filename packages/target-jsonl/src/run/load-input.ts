import { CommandError, type TargetRun } from "@tap-instagram/singer";
import { Checkpoints } from "./checkpoints.ts";
import type { Clock } from "./clock.ts";
import { InputError, onLine } from "../errors/input-error.ts";
import { DiskError } from "../errors/disk-error.ts";
import { InputEvents, type InputEvent } from "./input-events.ts";
import { MessageReader } from "./message-reader.ts";
import { openStreams } from "./open-streams.ts";
import { Pauses } from "./pauses.ts";
import { RowWriter } from "./row-writer.ts";
import { BlockSplitter } from "../scan/block-splitter.ts";
import type { settings } from "../settings.ts";
import type { Streams } from "./streams.ts";
import { logSummary } from "./summary.ts";

/**
 * Loads the whole input. If the run ends early, the rows so far are on the disk, and their newest state is acknowledged.
 * Files that are overwritten change only when the input is complete.
 *
 * @returns the exit code, 0.
 * @throws CommandError with exit code 1 when a line cannot be used or the disk refuses.
 */
export async function loadInput(run: TargetRun<typeof settings>, clock: Clock): Promise<number> {
  try {
    const streams = await openStreams(run.settings, run.logger, clock);
    const events = new InputEvents(run.input, run.signal, clock);
    const checkpoints = new Checkpoints({
      clock,
      isHeld: run.settings.load_method === "overwrite",
      flush: () => streams.flush(),
      sync: () => streams.sync(),
      print: (state) => run.writeStateJson(state),
      onSettled: () => events.wake(),
    });
    const rows = new RowWriter({
      addsMetadata: run.settings.add_record_metadata,
      addsVersion: run.settings.load_method === "upsert",
      times: {
        now: () => clock.now(),
        startedAt: clock.now(),
        batchStartedAt: () => checkpoints.lastCommitAt,
      },
    });
    const reader = new MessageReader({
      streams,
      rows,
      pauses: new Pauses(clock),
      signal: run.signal,
      onState: (value) => checkpoints.take(value),
    });
    let ended: "end" | "stop";
    try {
      ended = await pump({ events, reader, streams, checkpoints, signal: run.signal });
      if (ended === "end") await finish(streams, checkpoints, run.signal);
      else await keepWhatCame(undefined, streams, checkpoints);
    } catch (error) {
      await keepWhatCame(error, streams, checkpoints);
      throw error;
    }
    if (ended === "stop" && checkpoints.isHeld)
      run.logger.info(
        "Stopped before the end of the input: all files stay as they were, and no state is printed",
      );
    else if (reader.line > 0) logSummary(streams, run.logger);
    else run.logger.warning("Nothing came on the input, and nothing was stored: look at what the tap says");
    return 0;
  } catch (error) {
    throw asFailure(error);
  }
}

/** The parts of a run that work together. */
interface Pump {
  readonly events: InputEvents;
  readonly reader: MessageReader;
  readonly streams: Streams;
  readonly checkpoints: Checkpoints;
  readonly signal: AbortSignal;
}

/** Reads the input until it ends or the order to stop comes. */
async function pump({ events, reader, streams, checkpoints, signal }: Pump): Promise<"end" | "stop"> {
  const splitter = new BlockSplitter();
  for (;;) {
    const event = await events.next(checkpoints.dueAt());
    if (event.kind === "stop") return "stop";
    if (event.kind !== "alarm") {
      const block = nextBlock(splitter, event, reader);
      if (block !== undefined) {
        await reader.read(block);
        checkpoints.bytesTaken(block.length);
      }
      // After an order to stop, the reader can have left a BATCH in its middle.
      if (event.kind === "end") return signal.aborted ? "stop" : "end";
      streams.relieve();
    }
    checkpoints.commitIfDue();
  }
}

function nextBlock(
  splitter: BlockSplitter,
  event: InputEvent,
  reader: MessageReader,
): Uint8Array | undefined {
  try {
    return event.kind === "chunk" ? splitter.push(event.bytes) : splitter.end();
  } catch (error) {
    throw onLine(reader.line + 1, undefined, error);
  }
}

/** The input ended without a failure. Appended rows are acknowledged at once, overwriting ones after their file is in place. */
async function finish(streams: Streams, checkpoints: Checkpoints, signal: AbortSignal): Promise<void> {
  if (!checkpoints.isHeld) await checkpoints.finish();
  await streams.complete(signal);
  if (checkpoints.isHeld) await checkpoints.finish();
}

/**
 * The run ends early. After an order to stop, and at a line that cannot be used, the rows before it are saved and
 * acknowledged. After a failure of the disk, nothing more is written.
 */
async function keepWhatCame(failure: unknown, streams: Streams, checkpoints: Checkpoints): Promise<void> {
  try {
    if (failure instanceof DiskError) await checkpoints.settle();
    else if (!checkpoints.isHeld) await checkpoints.finish();
  } catch (error) {
    // The first of two failures is the one to report.
    if (failure === undefined) throw error;
  } finally {
    streams.abandon();
  }
}

function asFailure(error: unknown): unknown {
  if (!(error instanceof InputError || error instanceof DiskError)) return error;
  const hint = error instanceof InputError ? error.hint : undefined;
  return new CommandError(error.message, { exitCode: 1, cause: error, hint });
}
