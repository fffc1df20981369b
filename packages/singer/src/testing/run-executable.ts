import process from "node:process";
import { spawn, type ChildProcess } from "node:child_process";
import { StringDecoder } from "node:string_decoder";
import type { StopSignal } from "../host/host.ts";

/** An executable to test. */
export interface Executable {
  /** A program, for `spawn`. */
  command: string;
  /** Arguments before the flags, e.g. the path of a script. */
  args?: readonly string[] | undefined;
  cwd?: string | undefined;
  /** Added to the environment of this process. */
  env?: { readonly [name: string]: string | undefined } | undefined;
  /** How long one run may take, in milliseconds. Default 60 000. */
  timeoutMs?: number | undefined;
}

/** What to do during a run. */
export interface RunOptions {
  /** Written to stdin. Default: nothing. */
  input?: string | undefined;
  /** Keeps stdin open after the input. Default false. */
  keepsInputOpen?: boolean | undefined;
  /** Sent at the moment of `when`. */
  signal?: StopSignal | undefined;
  /** Closes our end of its stdout at the moment of `when`. */
  closesOutput?: boolean | undefined;
  /** The moment, from what stdout has. Default: the first RECORD. */
  when?: ((stdout: string) => boolean) | undefined;
  /** Instead of `when`: this many milliseconds after the input is written. For programs that show no progress. */
  afterMs?: number | undefined;
}

/** How a run ended. */
export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Null if a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** True when it had to be killed. */
  readonly isTimedOut: boolean;
  /** Whether the moment of `when` came. */
  readonly isInterrupted: boolean;
  readonly durationMs: number;
}

const defaultTimeoutMs = 60_000;

/**
 * Runs an executable to its end.
 *
 * @throws when it cannot be started.
 */
export async function runExecutable(
  executable: Executable,
  flags: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const startMs = performance.now();
  const { when = showsRecord } = options;
  const child = spawn(executable.command, [...(executable.args ?? []), ...flags], {
    cwd: executable.cwd,
    env: { ...process.env, ...executable.env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  let isTimedOut = false;
  let isInterrupted = false;
  const interferes = options.signal !== undefined || options.closesOutput === true;
  const interfere = (): void => {
    if (isInterrupted) return;
    isInterrupted = true;
    if (options.signal !== undefined) send(child, options.signal);
    if (options.closesOutput === true) child.stdout.destroy();
  };
  const [outDecoder, errDecoder] = [new StringDecoder("utf8"), new StringDecoder("utf8")];
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += outDecoder.write(chunk);
    if (interferes && options.afterMs === undefined && when(stdout)) interfere();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += errDecoder.write(chunk);
  });
  // A program may end without reading its input.
  child.stdin.on("error", () => undefined);
  let later: NodeJS.Timeout | undefined;
  child.stdin.write(options.input ?? "", () => {
    if (options.afterMs !== undefined) later = setTimeout(interfere, options.afterMs);
  });
  if (options.keepsInputOpen !== true) child.stdin.end();
  const timer = setTimeout(() => {
    isTimedOut = true;
    send(child, "SIGKILL");
  }, executable.timeoutMs ?? defaultTimeoutMs);
  try {
    return await new Promise<RunResult>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (exitCode, signal) => {
        const durationMs = performance.now() - startMs;
        resolve({ stdout, stderr, exitCode, signal, isTimedOut, isInterrupted, durationMs });
      });
    });
  } finally {
    clearTimeout(timer);
    clearTimeout(later);
    child.stdin.destroy();
  }
}

/** `child.kill` of Node. That of Deno sends one signal only, closes stdin, and reports that the signal ended it. */
function send({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}

function showsRecord(stdout: string): boolean {
  return /"type":\s*"RECORD"/i.test(stdout);
}

/** A stack trace of Node, Deno, Bun (which indents more), Python, Go, the JVM or Ruby. */
export function hasStackTrace(text: string): boolean {
  return /^ {4}(?: {2})?at |^\tat |Traceback \(most recent call last\)|^goroutine \d+ |^\tfrom .*:\d+:in /m.test(
    text,
  );
}
