import type { CommandHost, HostOutput, StopSignal } from "../host/host.ts";

/** Options of {@link createMemoryHost}. */
export interface MemoryHostOptions {
  argv?: readonly string[] | undefined;
  env?: { readonly [name: string]: string | undefined } | undefined;
  /** The folder for relative paths and `.env`. Default `/`. */
  cwd?: string | undefined;
  /** The chunks of stdin. Default none. */
  stdin?: AsyncIterable<Uint8Array> | Iterable<Uint8Array> | undefined;
  /** Milliseconds since 1970. Default: always 2026-07-01T00:00:00Z. */
  now?(): number;
  isTTY?: boolean | undefined;
  /** Whether stdout is a terminal. Default: as `isTTY`. */
  isStdoutTTY?: boolean | undefined;
  /** The width of the terminal. */
  columns?: number | undefined;
  /** Called before a chunk of stdout is taken. It may wait, or throw a {@link closedPipeError}. */
  onStdout?(chunk: string): void | Promise<void>;
  /** Called before a chunk of stderr is taken. */
  onStderr?: ((chunk: string) => void) | undefined;
}

/** A host without a process. It shows what a command wrote, and sends signals. */
export interface MemoryHost extends CommandHost {
  /** All text written to stdout. */
  out(): string;
  /** All text written to stderr. */
  err(): string;
  /** Sends a signal to the command. */
  send(signal: StopSignal): void;
  /** The exit codes that `exit` was called with. */
  readonly exits: readonly number[];
  /** Whether the command closed stdin. */
  isStdinDestroyed(): boolean;
}

/**
 * The error of a write to a closed pipe.
 *
 * @example
 * ```ts
 * import { closedPipeError, createMemoryHost } from "@tap-instagram/singer/testing";
 *
 * // Its reader goes away after the first chunk.
 * const host = createMemoryHost({
 *   onStdout: () => {
 *     if (host.out() !== "") throw closedPipeError();
 *   },
 * });
 * ```
 */
export function closedPipeError(): Error {
  return Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
}

/**
 * Makes a host in memory, to run `runTap` and `runTarget` in tests without a process.
 *
 * @example
 * ```ts
 * import { runTap, type TapDefinition } from "@tap-instagram/singer";
 * import { createMemoryHost } from "@tap-instagram/singer/testing";
 *
 * async function discover(tap: TapDefinition): Promise<unknown> {
 *   const host = createMemoryHost({ argv: ["--discover"] });
 *   const exitCode = await runTap(tap, host);
 *   if (exitCode !== 0) throw new Error(host.err());
 *   return JSON.parse(host.out());
 * }
 * ```
 */
export function createMemoryHost(options: MemoryHostOptions = {}): MemoryHost {
  const listeners = new Set<(signal: StopSignal) => void>();
  const exits: number[] = [];
  const stdout: string[] = [];
  const stderr: string[] = [];
  let isDestroyed = false;
  const isTerminal = options.isTTY ?? false;
  const output = (
    chunks: string[],
    isTTY: boolean,
    onChunk?: (chunk: string) => void | Promise<void>,
  ): HostOutput => ({
    isTTY,
    columns: options.columns,
    write: async (chunk) => {
      await onChunk?.(chunk);
      chunks.push(chunk);
    },
  });
  return {
    argv: options.argv ?? [],
    env: options.env ?? {},
    pid: 4242,
    cwd: () => options.cwd ?? "/",
    stdin: {
      async *[Symbol.asyncIterator]() {
        yield* options.stdin ?? [];
      },
      destroy: () => {
        isDestroyed = true;
      },
    },
    stdout: output(stdout, options.isStdoutTTY ?? isTerminal, (chunk) => options.onStdout?.(chunk)),
    stderr: output(stderr, isTerminal, (chunk) => options.onStderr?.(chunk)),
    onSignal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    exit: (code) => {
      exits.push(code);
    },
    now: () => options.now?.() ?? Date.UTC(2026, 6, 1),
    elapsedMs: () => options.now?.() ?? 0,
    out: () => stdout.join(""),
    err: () => stderr.join(""),
    send: (signal) => {
      for (const listener of listeners) listener(signal);
    },
    exits,
    isStdinDestroyed: () => isDestroyed,
  };
}
