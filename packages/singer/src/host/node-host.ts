import { Console } from "node:console";
import { setTimeout } from "node:timers";
import { stopSignals, type CommandHost, type HostInput, type HostOutput, type StopSignal } from "./host.ts";

const consoleMethods = [
  "log",
  "info",
  "debug",
  "dir",
  "dirxml",
  "table",
  "group",
  "count",
  "timeEnd",
  "timeLog",
] as const;

/** What a host needs of Node's `process`. Deno and Bun have it, too. */
export interface NodeProcess {
  readonly argv: readonly string[];
  readonly env: { readonly [name: string]: string | undefined };
  readonly pid: number;
  readonly stdin: HostInput;
  readonly stdout: NodeOutput;
  readonly stderr: NodeOutput;
  cwd(): string;
  on(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
  off(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
  exit(code: number): void;
}

/** Signals that came before the command was loaded. */
export interface EarlySignals {
  /** Gives each of them once. */
  take(): readonly StopSignal[];
}

/** What a host needs of `process.stdout` and `process.stderr`. */
export interface NodeOutput {
  readonly isTTY: boolean;
  readonly columns?: number | undefined;
  write(text: string, callback: (error?: Error | null) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/**
 * Makes a host of Node's `process`. A cli.ts ends with `endProcess(process, await runTap(tap, nodeHost(process)))`:
 * when `runTap` or `runTarget` has resolved, everything is written.
 *
 * @example
 * ```ts
 * import process from "node:process";
 * import { nodeHost } from "@tap-instagram/singer";
 *
 * const host = nodeHost(process);
 * const unlisten = host.onSignal((signal) => void host.stderr.write(`${signal} received\n`));
 * for (const file of host.argv) await host.stdout.write(`${file}\n`); // waits for a slow reader
 * unlisten();
 * ```
 */
export function nodeHost(process: NodeProcess, early?: EarlySignals): CommandHost {
  return {
    argv: process.argv.slice(2),
    env: process.env,
    pid: process.pid,
    cwd: () => process.cwd(),
    // A getter: reading `process.stdin` opens it.
    get stdin() {
      return process.stdin;
    },
    stdout: nodeOutput(process.stdout),
    stderr: nodeOutput(process.stderr),
    onSignal: (listener) => {
      for (const signal of stopSignals) process.on(signal, listener);
      for (const signal of early?.take() ?? []) queueMicrotask(() => listener(signal));
      return () => {
        for (const signal of stopSignals) process.off(signal, listener);
      };
    },
    exit: (code) => process.exit(code),
    now: () => Date.now(),
    elapsedMs: () => performance.now(),
    fifos: new Map(),
    guardConsole: () => guardConsole(process.stderr),
  };
}

/** What is needed of Node's `process` to end it. */
export interface EndingProcess {
  readonly versions: { readonly [name: string]: string | undefined };
  exitCode?: number | string | null | undefined;
  exit(code: number): void;
}

/** That of Node 24. */
const firstV8ThatHangs = 13;

/** What still holds a process after this time may hold it for ever, such as an input that nobody closes. */
const heldForMs = 500;

/**
 * Ends a process with an exit code. Call it when everything is written. On Node 24 and later the process ends by itself, because
 * `process.exit` may hang there for ever: it waits for a thread that compiles, and that thread waits for a garbage collection
 * (https://github.com/nodejs/node/issues/54918). If something still holds the process after half a second, it is ended. See
 * docs/decisions/0036.
 *
 * @example
 * ```ts
 * import process from "node:process";
 * import { endProcess } from "@tap-instagram/singer";
 *
 * endProcess(process, 0);
 * ```
 */
export function endProcess(process: EndingProcess, exitCode: number): void {
  const { deno, bun, v8 = "" } = process.versions;
  const hangs = deno === undefined && bun === undefined && Number.parseInt(v8, 10) >= firstV8ThatHangs;
  if (!hangs) return process.exit(exitCode);
  process.exitCode = exitCode;
  setTimeout(() => process.exit(exitCode), heldForMs).unref();
}

function nodeOutput(stream: NodeOutput): HostOutput {
  // Without a listener, a closed pipe ends the process with a stack trace. The callback of write reports it.
  stream.on("error", () => undefined);
  return {
    get isTTY() {
      return stream.isTTY;
    },
    get columns() {
      return stream.columns;
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => (error instanceof Error ? reject(error) : resolve()));
      }),
  };
}

function guardConsole(stderr: NodeOutput): () => void {
  // A console only writes to its stream.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const stream = stderr as NodeOutput & NodeJS.WritableStream;
  const safe = new Console(stream, stream);
  // Libraries write to the global console. It is restored afterwards.
  const { console } = globalThis;
  const before = consoleMethods.map((method) => [method, console[method]] as const);
  for (const method of consoleMethods) console[method] = safe[method].bind(safe);
  return () => {
    for (const [method, original] of before) Object.assign(console, { [method]: original });
  };
}
