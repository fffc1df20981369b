import { clearImmediate, setImmediate } from "node:timers";
import { writeFailure } from "./write-failure.ts";

const chunkLength = 64 * 1024;
/** The error codes of a write when the reader is gone. */
const closedCodes = new Set([
  "EPIPE",
  "ECONNRESET",
  "ERR_STREAM_DESTROYED",
  "ERR_STREAM_WRITE_AFTER_END",
  "EOF",
]);

/** A line has room nearly always: one promise for all of them. */
const taken: Promise<void> = Promise.resolve();

/** Where {@link OutputSink} writes. */
export interface SinkTarget {
  /** Resolves when the reader has room for more. */
  write(text: string): Promise<void>;
}

/**
 * Gathers lines into chunks of about 64 KiB, because a write per record is slow, and waits for a slow reader. A chunk
 * that is not full is written when the program waits for something else. When the reader is gone, lines are dropped.
 *
 * @example
 * ```ts
 * import process from "node:process";
 * import { nodeHost } from "@tap-instagram/singer";
 * import { OutputSink } from "@tap-instagram/singer/protocol";
 *
 * const stop = new AbortController();
 * const sink = new OutputSink(nodeHost(process).stdout, () => stop.abort());
 * await sink.line(JSON.stringify({ type: "LOG" }));
 * await sink.flush();
 * ```
 */
export class OutputSink {
  /** True when the reader is gone. */
  isClosed = false;
  #target: SinkTarget;
  #onClosed: () => void;
  #lines: string[] = [];
  #length = 0;
  #writing: Promise<void> = Promise.resolve();
  #scheduled: NodeJS.Immediate | undefined;
  #failure: Error | undefined;
  #patienceMs: number | undefined;
  #abandon: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param onClosed called once, when the reader is gone. */
  constructor(target: SinkTarget, onClosed: () => void = () => undefined) {
    this.#target = target;
    this.#onClosed = onClosed;
  }

  /**
   * Takes one line without its newline.
   *
   * @throws CommandError when it cannot be written, except when the reader is gone.
   */
  line(text: string): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.isClosed) return taken;
    this.#lines.push(text, "\n");
    this.#length += text.length + 1;
    if (this.#length >= chunkLength) return this.flush();
    this.#scheduled ??= setImmediate(() => {
      this.#scheduled = undefined;
      // A failure is kept and thrown at the next line.
      this.flush().catch(() => undefined);
    });
    return taken;
  }

  /** Resolves when everything taken so far is written. */
  async flush(): Promise<void> {
    if (this.#scheduled !== undefined) clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    if (this.#lines.length > 0) {
      const chunk = this.#lines.join("");
      this.#lines = [];
      this.#length = 0;
      this.#writing = this.#writing.then(() => this.#write(chunk));
    }
    await this.#writing;
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** A reader that takes nothing for so long from now on counts as gone: a stop must end. */
  abandonAfter(ms: number): void {
    this.#patienceMs = ms;
    this.#waitForReader();
  }

  #waitForReader(): void {
    if (this.#patienceMs === undefined || this.#abandon === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#abandon, this.#patienceMs);
  }

  async #write(chunk: string): Promise<void> {
    if (this.isClosed || this.#failure !== undefined) return;
    try {
      const gone = new Promise<"gone">((resolve) => {
        this.#abandon = () => resolve("gone");
      });
      this.#waitForReader();
      const written = this.#target.write(chunk);
      // When the reader is given up, a later failure must not end the process.
      written.catch(() => undefined);
      if ((await Promise.race([written, gone])) === "gone") {
        this.isClosed = true;
        this.#onClosed();
      }
    } catch (error) {
      if (isClosedError(error)) {
        this.isClosed = true;
        this.#onClosed();
      } else {
        this.#failure = writeFailure(error);
      }
    } finally {
      this.#abandon = undefined;
      clearTimeout(this.#timer);
    }
  }
}

/** Whether an error of a write means that the reader is gone. */
export function isClosedError(error: unknown): boolean {
  return error instanceof Error && "code" in error && closedCodes.has(String(error.code));
}
