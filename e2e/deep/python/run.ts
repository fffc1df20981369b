import { spawn } from "node:child_process";
import { ended, type Ended } from "../../test/processes.ts";

interface Run {
  cwd?: string | undefined;
  /** Added to this process's own; undefined takes one away. */
  env?: Record<string, string | undefined> | undefined;
  /** What it reads from stdin; without it there is nothing to read. */
  input?: string | undefined;
  /** How long it may take before it is killed. */
  timeoutMs?: number | undefined;
}

/** Runs a command to its end, in a test or in what comes before one. */
export async function run(
  command: string,
  args: readonly string[],
  { cwd, env, input = "", timeoutMs = 240_000 }: Run = {},
): Promise<Ended> {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    timeout: timeoutMs,
    killSignal: "SIGKILL",
    cwd,
  });
  // A command that does not read its input closes it; its exit code tells the rest.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  return ended(child);
}

/** Like {@link run}, for a command that has to succeed; returns what it printed. */
export async function succeed(command: string, args: readonly string[], options?: Run): Promise<string> {
  const { code, signal, stdout, stderr } = await run(command, args, options);
  if (code === 0) return stdout;
  throw new Error(
    [`${command} ${args.join(" ")} ended with ${signal ?? code}`, tail(stdout), tail(stderr)].join("\n"),
  );
}

function tail(text: string): string {
  return text.slice(-4000);
}
