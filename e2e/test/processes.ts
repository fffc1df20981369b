import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { built } from "./commands.ts";

/** How a process ended, and what it wrote. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

interface Start {
  env?: Record<string, string | undefined> | undefined;
  stdio?: StdioOptions | undefined;
  cwd?: string | undefined;
}

/** Starts a process that does not outlive the test. */
export function start(
  command: string,
  args: readonly string[],
  { env, stdio, cwd }: Start = {},
): ChildProcess {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: stdio ?? ["ignore", "pipe", "pipe"],
    cwd,
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Waits for a process, gathering its output. */
export async function ended(child: ChildProcess): Promise<Ended> {
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  const end = await new Promise<Pick<Ended, "code" | "signal">>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  const result = { ...end, stdout: await stdout, stderr: await stderr };
  expectNoToken(result.stdout + result.stderr);
  return result;
}

/** Whatever a process of a test writes, no token of the simulator's world is in it. */
export function expectNoToken(written: string): void {
  const token = /\b(?:EAAG|IGAA)\w{40,}/.exec(written);
  if (token)
    throw new Error(`A process wrote a token: ${written.slice(token.index - 200, token.index + 12)}…`);
}

/** Runs a command of Node to its end. */
export function runNode(args: readonly string[], options: Start = {}): Promise<Ended> {
  return ended(start(process.execPath, args, options));
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = "";
  stream?.setEncoding("utf8");
  for await (const chunk of stream ?? []) text += chunk;
  return text;
}

/** What the simulator says of itself when it starts. */
export interface SimulatorProcess {
  url: string;
  instagramUrl: string;
  adminUrl: string;
  tokens: { [name: string]: string };
  /** Environment that points the tap at it, with the token that may see everything. */
  tapEnv: Record<string, string>;
  admin<T>(path: string, init?: RequestInit): Promise<T>;
}

/**
 * Starts the built simulator as a process of its own. Its clock stands still, so that figures of young posts, which grow
 * by the minute, are the same for every run of a test.
 */
export async function simulatorProcess(
  args: readonly string[] = [],
  [executable, ...first]: readonly [string, ...string[]] = [process.execPath, built.simulator],
): Promise<SimulatorProcess> {
  const now = args.includes("--now") ? [] : ["--now", new Date().toISOString()];
  const child = start(executable, [...first, ...now, ...args]);
  if (!child.stdout) throw new Error("The simulator has no stdout");
  for await (const line of createInterface(child.stdout)) {
    const said = JSON.parse(line);
    return {
      ...said,
      tapEnv: { TAP_INSTAGRAM_API_URL: said.url, TAP_INSTAGRAM_ACCESS_TOKEN: said.tokens.user },
      admin: async (path: string, init?: RequestInit) =>
        (await fetch(`${said.adminUrl}/${path}`, init)).json(),
    };
  }
  throw new Error("The simulator ended before it said where it listens");
}

/** A folder that goes when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tap-instagram-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
