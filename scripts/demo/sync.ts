import { spawn } from "node:child_process";
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { countRows } from "./count-rows.ts";
import type { SyncMode } from "./flags.ts";
import { builtCommand, endOf, foreignEnvironment, type Simulator } from "./processes.ts";
import { say } from "./say.ts";

/** A sync into files. */
export interface DemoSync {
  readonly simulator: Simulator;
  readonly output: string;
  readonly mode: SyncMode;
  /** What `--config` names, and the settings of the environment. */
  readonly config: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Runs the tap and the target, and tells what came.
 *
 * @returns whether both ended well.
 */
export async function syncIntoFiles({ simulator, output, mode, config, env }: DemoSync): Promise<boolean> {
  const statePath = join(output, "state.json");
  const isResumed = mode.keepsState && existsSync(statePath);
  if (config !== "ENV") say(`$ ${commandOf(basename(config), isResumed)}`);
  say(isResumed ? `Continuing from ${relative(".", statePath)}` : "Starting without a state");
  const startedAt = performance.now();
  const tap = spawn(
    process.execPath,
    [builtCommand("tap-instagram"), "--config", config, ...(isResumed ? ["--state", statePath] : [])],
    // On a terminal the tap draws how far it is, and leaves out the figures for machines.
    {
      env: { ...foreignEnvironment(), ...env },
      stdio: ["ignore", "pipe", process.stderr.isTTY ? "inherit" : "pipe"],
    },
  );
  const target = spawn(process.execPath, [builtCommand("target-jsonl"), "--config", "ENV"], {
    env: { ...process.env, TARGET_JSONL_DESTINATION_PATH: output, TARGET_JSONL_LOAD_METHOD: mode.loadMethod },
    stdio: [tap.stdout, "pipe", "pipe"],
  });
  const logs = Promise.all([showLog(tap.stderr), showLog(target.stderr)]);
  const ends = Promise.all([endOf(tap), endOf(target)]);
  if (target.stdout) for await (const line of createInterface(target.stdout)) saveState(statePath, line);
  const [tapEnd, targetEnd] = await ends;
  await logs;
  const seconds = (performance.now() - startedAt) / 1000;

  const requests: { httpRequests: number; quotaCalls: number } = await (
    await fetch(`${simulator.adminUrl}/requests`)
  ).json();
  say("");
  for (const { stream, rows } of await countRows(output)) say(`${String(rows).padStart(8)}  ${stream}`);
  say("");
  say(
    `${requests.httpRequests} HTTP requests, ${requests.quotaCalls} API calls of quota, ${seconds.toFixed(1)} seconds`,
  );
  say(
    `Records: ${relative(".", output)}/<stream>.jsonl. State: ${relative(".", statePath)}. Run it again to continue.`,
  );
  if (tapEnd !== 0) say(`tap-instagram ended with ${tapEnd}. The log above says why.`);
  if (targetEnd !== 0) say(`target-jsonl ended with ${targetEnd}. The log above says why.`);
  return tapEnd === 0 && targetEnd === 0;
}

/** What a person types for this. A shell empties the file that it writes into, so a state that is read has another name. */
function commandOf(config: string, isResumed: boolean): string {
  return isResumed
    ? `tap-instagram --config ${config} --state state.json | target-jsonl > next-state.json`
    : `tap-instagram --config ${config} | target-jsonl > state.json`;
}

/** The newest state replaces the one before in one step, so that a cut leaves one of the two. */
function saveState(path: string, line: string): void {
  writeFileSync(`${path}.new`, `${line}\n`);
  renameSync(`${path}.new`, path);
}

/** What a person wants to see of a log: everything but the figures made for machines. */
async function showLog(log: Readable | null): Promise<void> {
  if (log) for await (const line of createInterface(log)) if (!line.startsWith("INFO METRIC: ")) say(line);
}
