import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { dirname } from "node:path";
import { decodeText } from "./decode-text.ts";

/** A writer that opens a FIFO may need a moment, as a command that decrypts settings does. */
const longestSilenceMs = 60_000;

const pauseMs = 20;

/**
 * The text of a file. Of a FIFO, which `<(command)` of a shell is as well, it waits for a writer only so long: a read that
 * waits for ever would not even end at a signal.
 *
 * @throws Error of the system, and where nothing comes out of a FIFO.
 */
export function readFileOrFifo(path: string, silenceMs: number = longestSilenceMs): string {
  // Without this flag, opening a FIFO waits for its writer. Windows has neither.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!fstatSync(file).isFIFO()) return decodeText(readFileSync(file));
    return fifoText(file, silenceMs, isDescriptor(path));
  } finally {
    closeSync(file);
  }
}

/** Whether a path names what the process was given by another one, as `<(command)` does: its writer was there from the beginning. */
function isDescriptor(path: string): boolean {
  return path === "/dev/stdin" || dirname(path) === "/dev/fd" || dirname(path) === "/proc/self/fd";
}

/** A read gives nothing at the end, and also before a writer comes: it is the end if a writer was there. */
function fifoText(file: number, silenceMs: number, hadWriter: boolean): string {
  const chunks: Buffer[] = [];
  const chunk = Buffer.alloc(64 * 1024);
  for (let silentMs = 0; silentMs < silenceMs;) {
    const length = readNow(file, chunk);
    if (length === 0 && (hadWriter || chunks.length > 0)) return decodeText(Buffer.concat(chunks));
    if (length) {
      chunks.push(Buffer.from(chunk.subarray(0, length)));
      silentMs = 0;
    } else {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
      silentMs += pauseMs;
    }
  }
  throw new Error(
    `this is a FIFO (named pipe), and nothing came out of it for ${silenceMs === 1000 ? "1 second" : `${silenceMs / 1000} seconds`}: start what writes to it, or name a file`,
  );
}

/** How many bytes came; `undefined` while a writer holds the other end and writes nothing. */
function readNow(file: number, chunk: Buffer): number | undefined {
  try {
    return readSync(file, chunk);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EAGAIN") return undefined;
    throw error;
  }
}
