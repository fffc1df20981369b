import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { start as startProcess, type Ended, type Running, type StartOptions } from "test-tools/processes";
import { onTestFinished } from "vitest";
import { built } from "./commands.ts";

export type { Ended, Running };

/** Starts a process that does not outlive the test. */
export function start(command: string, args: readonly string[], options?: StartOptions): Running {
  const running = startProcess(command, args, options);
  onTestFinished(() => void running.child.kill("SIGKILL"));
  return running;
}

/**
 * Kills a process some time after it has written so many bytes to stdout, if it does. How far it is says more than the
 * time since its start, which on a busy machine is now long and now short. Call it before anything is read.
 */
export function killAfter(
  { child }: Running,
  signal: NodeJS.Signals,
  { bytes, delayMs }: { readonly bytes: number; readonly delayMs: number },
): void {
  let written = 0;
  const kill = () => void setTimeout(() => child.kill(signal), delayMs);
  if (bytes === 0) kill();
  else
    child.stdout?.on("data", (chunk: Buffer) => {
      if (written < bytes && written + chunk.length >= bytes) kill();
      written += chunk.length;
    });
}

/** Waits for a process, gathering its output. */
export async function ended(running: Running): Promise<Ended> {
  const result = await running.ended();
  expectNoToken(result.stdout + result.stderr);
  return result;
}

/** Whatever a process of a test writes, no token of the simulator's world is in it. */
export function expectNoToken(written: string): void {
  const token = /\b(?:EAAG|IGAA)\w{40,}/.exec(written);
  if (token)
    throw new Error(`A process wrote a token: ${written.slice(token.index - 200, token.index + 12)}…`);
}

/** Runs a command to its end, in a test or in what comes before one. It is killed after four minutes. */
export function run(command: string, args: readonly string[], options?: StartOptions): Promise<Ended> {
  return ended(startProcess(command, args, { timeoutMs: 240_000, ...options }));
}

/** Like {@link run}, for a command that has to succeed; returns what it printed. */
export async function succeed(
  command: string,
  args: readonly string[],
  options?: StartOptions,
): Promise<string> {
  const { code, signal, stdout, stderr } = await run(command, args, options);
  if (code === 0) return stdout;
  const written = [stdout, stderr].map((text) => text.slice(-4000));
  throw new Error([`${command} ${args.join(" ")} ended with ${signal ?? code}`, ...written].join("\n"));
}

/** Runs a command of Node to its end. */
export function runNode(args: readonly string[], options?: StartOptions): Promise<Ended> {
  return ended(start(process.execPath, args, options));
}

/** What the simulator says of itself when it starts. */
export interface SimulatorProcess {
  url: string;
  instagramUrl: string;
  adminUrl: string;
  tokens: { [name: string]: string };
  accounts: readonly { readonly id: string }[];
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
  const { child } = start(executable, [...first, ...now, ...args]);
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
