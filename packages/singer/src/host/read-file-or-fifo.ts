import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { decodeText } from "./decode-text.ts";

/** A writer that opens a FIFO may need a moment, as a command that decrypts settings does. */
const longestSilenceMs = 60_000;

const pauseMs = 20;

/** No settings, catalog or state is as long; an endless file is. */
const mostBytes = 256 * 2 ** 20;

/** How long a FIFO may be silent, and how long a text may be. */
export interface ReadBounds {
  silenceMs?: number | undefined;
  maxBytes?: number | undefined;
}

/**
 * The text of a file. Of a FIFO, which `<(command)` of a shell is as well, it waits for a writer only so long: a read that
 * waits for ever would not even end at a signal. A device has no text but nothing, as `/dev/null`: `/dev/zero` has no end.
 *
 * @throws Error of the system, where nothing comes out of a FIFO, and where it is too long or a device.
 */
export function readFileOrFifo(
  path: string,
  { silenceMs = longestSilenceMs, maxBytes = mostBytes }: ReadBounds = {},
): string {
  // Without this flag, opening a FIFO waits for its writer. Windows has neither.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(file);
    const text = new BoundedText(maxBytes);
    if (stat.isFIFO()) return waitHere(fifoText(file, text, silenceMs, isDescriptor(path)));
    if (stat.isCharacterDevice() || stat.isBlockDevice()) refuseDevice(file);
    return fileText(file, text);
  } finally {
    closeSync(file);
  }
}

/**
 * The text of a FIFO. Signals and timers run during the wait.
 *
 * @throws AbortError, and Errors as `readFileOrFifo`.
 */
export async function readFifo(
  path: string,
  signal: AbortSignal,
  { silenceMs = longestSilenceMs, maxBytes = mostBytes }: ReadBounds = {},
): Promise<string> {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const reading = fifoText(file, new BoundedText(maxBytes), silenceMs, isDescriptor(path));
    for (;;) {
      const step = reading.next();
      if (step.done) return step.value;
      await sleep(pauseMs, undefined, { signal });
    }
  } finally {
    closeSync(file);
  }
}

/** What was read of a file, up to a limit. */
class BoundedText {
  readonly #maxBytes: number;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get isEmpty(): boolean {
    return this.#bytes === 0;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(Buffer.from(chunk));
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes)
      throw new Error(
        `this is longer than ${this.#maxBytes} bytes, which no settings, catalog or state are: name another file`,
      );
  }

  toString(): string {
    return decodeText(Buffer.concat(this.#chunks));
  }
}

function fileText(file: number, text: BoundedText): string {
  const chunk = Buffer.alloc(64 * 1024);
  for (;;) {
    const length = readSync(file, chunk);
    if (length === 0) return text.toString();
    text.add(chunk.subarray(0, length));
  }
}

/** Lets pass a device that is at its end, as `/dev/null` always is. */
function refuseDevice(file: number): void {
  if (readNow(file, Buffer.alloc(1)) === 0) return;
  throw new Error("this is a device or a terminal, wanted a file or a FIFO (named pipe)");
}

/** Whether a path names what the process was given by another one, as `<(command)` does: its writer was there from the beginning. */
function isDescriptor(path: string): boolean {
  return path === "/dev/stdin" || dirname(path) === "/dev/fd" || dirname(path) === "/proc/self/fd";
}

/** Waits in this thread. Nothing else runs meanwhile. */
function waitHere(reading: Generator<void, string, void>): string {
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
  }
}

/**
 * Stops wherever a pause is due. A read gives nothing at the end, and also before a writer comes: it is the end if a writer
 * was there.
 */
function* fifoText(
  file: number,
  text: BoundedText,
  silenceMs: number,
  hadWriter: boolean,
): Generator<void, string, void> {
  const chunk = Buffer.alloc(64 * 1024);
  for (let silentMs = 0; silentMs < silenceMs;) {
    const length = readNow(file, chunk);
    if (length === 0 && (hadWriter || !text.isEmpty)) return text.toString();
    if (length) {
      text.add(chunk.subarray(0, length));
      silentMs = 0;
    } else {
      yield;
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
