import type { ChildProcess, StdioOptions } from "node:child_process";
import { x } from "tinyexec";

/** How to start a process. */
export interface StartOptions {
  readonly cwd?: string | undefined;
  /** Added to this process's own environment; undefined takes a variable away. */
  readonly env?: { readonly [name: string]: string | undefined } | undefined;
  /** Written to stdin, which then closes. Without it there is nothing to read. */
  readonly input?: string | Uint8Array | undefined;
  /** In place of an empty stdin and a pipe for stdout and stderr. */
  readonly stdio?: StdioOptions | undefined;
  /** Kills it after this many milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Makes it the leader of a process group of its own. */
  readonly isDetached?: boolean | undefined;
}

/** How a process ended, and all it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that runs. */
export interface Running {
  readonly child: ChildProcess;
  /** Reads what it writes from now on, and waits for its end. Until then nothing is read, and a full pipe stops it. */
  readonly ended: () => Promise<Ended>;
}

/** Starts a process. On Windows commands that are scripts start, too, such as npm. */
export function start(command: string, args: readonly string[], options: StartOptions = {}): Running {
  const { cwd, env, input, stdio, timeoutMs, isDetached } = options;
  const running = x(command, args, {
    nodePath: false,
    nodeOptions: {
      cwd,
      env,
      stdio: stdio ?? [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      timeout: timeoutMs,
      killSignal: "SIGKILL",
      detached: isDetached,
    },
  });
  const { process: child } = running;
  if (child === undefined) throw new Error(`${command} did not start`);
  if (input !== undefined) child.stdin?.end(input);
  return {
    child,
    ended: async () => {
      const { stdout, stderr, exitCode = null } = await running;
      return { code: exitCode, signal: running.signalCode, stdout, stderr };
    },
  };
}
