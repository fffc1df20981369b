import { Console } from "node:console";
import type { CommandHost, HostInput, HostOutput, StopSignal } from "./host.ts";

const signals: readonly StopSignal[] = ["SIGINT", "SIGTERM"];
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

/** What a host needs of Node's `process`, said here so that the kit's types need no others; Deno and Bun have it too. */
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

/** What a host needs of `process.stdout` and `process.stderr`. */
export interface NodeOutput {
  readonly isTTY: boolean;
  write(text: string, callback: (error?: Error | null) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/**
 * The process as a host. Once `runTap` or `runTarget` has resolved, everything is written, so a cli.ts ends with
 * `process.exit(await runTap(tap, nodeHost(process)))`.
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
export function nodeHost(process: NodeProcess): CommandHost {
  return {
    argv: process.argv.slice(2),
    env: process.env,
    pid: process.pid,
    cwd: () => process.cwd(),
    // Only who reads stdin opens it.
    get stdin() {
      return process.stdin;
    },
    stdout: nodeOutput(process.stdout),
    stderr: nodeOutput(process.stderr),
    onSignal: (listener) => {
      for (const signal of signals) process.on(signal, listener);
      return () => {
        for (const signal of signals) process.off(signal, listener);
      };
    },
    exit: (code) => process.exit(code),
    now: () => Date.now(),
    guardConsole: () => guardConsole(process.stderr),
  };
}

function nodeOutput(stream: NodeOutput): HostOutput {
  // Without a listener a closed pipe would end the process with a stack trace; write's callback tells of it.
  stream.on("error", () => undefined);
  return {
    get isTTY() {
      return stream.isTTY;
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => (error instanceof Error ? reject(error) : resolve()));
      }),
  };
}

function guardConsole(stderr: NodeOutput): () => void {
  // A console asks no more of a stream than to be written to.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const stream = stderr as NodeOutput & NodeJS.WritableStream;
  const safe = new Console(stream, stream);
  // The global console is the one libraries write to; it is put back afterwards.
  const { console } = globalThis;
  const before = consoleMethods.map((method) => [method, console[method]] as const);
  for (const method of consoleMethods) console[method] = safe[method].bind(safe);
  return () => {
    for (const [method, original] of before) Object.assign(console, { [method]: original });
  };
}
