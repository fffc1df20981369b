import { closeSync, constants, openSync, writeSync } from "node:fs";

/** A reader that takes nothing for so long is taken for one that never will. */
const longestSilenceMs = 10_000;

const pauseMs = 20;

/**
 * Writes into a FIFO, without waiting for ever: the one who started the run may have forgotten the reader.
 *
 * @throws Error of the system: `ENXIO` where nothing reads, `EAGAIN` where the reader takes nothing.
 */
export function writeFifo(path: string, text: string, silenceMs: number = longestSilenceMs): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  try {
    let rest: Uint8Array = Buffer.from(text);
    for (let silentMs = 0; rest.length > 0;) {
      try {
        rest = rest.subarray(writeSync(file, rest));
        silentMs = 0;
      } catch (error) {
        const isFull = error instanceof Error && "code" in error && error.code === "EAGAIN";
        if (!isFull || silentMs >= silenceMs) throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
        silentMs += pauseMs;
      }
    }
  } finally {
    closeSync(file);
  }
}
