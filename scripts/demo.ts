/**
 * Instagram data landing in files, without a token: the simulator, the tap and the target, each a process of its own.
 * Run again, it goes on from the state that the first run saved. `--mode` shows the other ways to sync.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { countRows } from "./count-rows.ts";

/** The sync modes that connectors promise: what is read again, and what becomes of the rows that are there. */
const modes: { [mode: string]: { keepsState: boolean; loadMethod: string } } = {
  "incremental-deduped": { keepsState: true, loadMethod: "upsert" },
  "incremental-append": { keepsState: true, loadMethod: "append-only" },
  "full-refresh-append": { keepsState: false, loadMethod: "append-only" },
  "full-refresh-overwrite": { keepsState: false, loadMethod: "overwrite" },
};
const [defaultMode = ""] = Object.keys(modes);

const { values: flags } = parseArgs({
  options: {
    output: { type: "string", default: "output" },
    world: { type: "string", default: "demo" },
    mode: { type: "string", default: defaultMode },
  },
});
const mode = modes[flags.mode];
if (!mode) {
  say(`Cannot run the demo in mode "${flags.mode}": wanted one of ${Object.keys(modes).join(", ")}`);
  process.exit(2);
}
const output = resolve(flags.output);
const statePath = join(output, "state.json");
const isResumed = mode.keepsState && existsSync(statePath);
mkdirSync(output, { recursive: true });

const simulator = spawn(process.execPath, [builtCommand("graph-simulator"), "--world", flags.world], {
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  const { url, token } = await firstLine(simulator.stdout);
  const origin = new URL(url).origin;
  say(isResumed ? `Continuing from ${relative(".", statePath)}` : "Starting without a state");
  const startedAt = performance.now();
  const tap = spawn(
    process.execPath,
    [builtCommand("tap-instagram"), "--config", "ENV", ...(isResumed ? ["--state", statePath] : [])],
    {
      env: { ...process.env, TAP_INSTAGRAM_ACCESS_TOKEN: token, TAP_INSTAGRAM_API_URL: url },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const target = spawn(process.execPath, [builtCommand("target-jsonl"), "--config", "ENV"], {
    env: { ...process.env, TARGET_JSONL_DESTINATION_PATH: output, TARGET_JSONL_LOAD_METHOD: mode.loadMethod },
    stdio: [tap.stdout, "pipe", "pipe"],
  });
  const logs = Promise.all([showLog(tap.stderr), showLog(target.stderr)]);
  const exits = Promise.all([exitOf(tap, "tap-instagram"), exitOf(target, "target-jsonl")]);
  // Awaited below; until then a failure must not end this process before the simulator is stopped.
  exits.catch(() => undefined);
  if (target.stdout) for await (const line of createInterface(target.stdout)) saveState(line);
  await exits;
  await logs;
  const seconds = (performance.now() - startedAt) / 1000;

  const requests: { httpRequests: number; quotaCalls: number } = await (
    await fetch(`${origin}/__simulator/requests`)
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
} finally {
  simulator.kill();
}

function builtCommand(folder: string): string {
  return fileURLToPath(new URL(`../packages/${folder}/dist/cli.js`, import.meta.url));
}

/** The newest state replaces the one before in one step, so that a cut leaves one of the two. */
function saveState(line: string): void {
  writeFileSync(`${statePath}.new`, `${line}\n`);
  renameSync(`${statePath}.new`, statePath);
}

async function firstLine(stream: Readable): Promise<{ url: string; token: string }> {
  for await (const line of createInterface(stream)) return JSON.parse(line);
  throw new Error("The simulator ended before it printed its address");
}

function exitOf(child: ChildProcess, name: string): Promise<void> {
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("exit", (code, signal) => {
      if (code === 0) done();
      else fail(new Error(`${name} ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}

/** What a person wants to see of a log: everything but the figures made for machines. */
async function showLog(log: Readable | null): Promise<void> {
  if (log) for await (const line of createInterface(log)) if (!line.startsWith("INFO METRIC: ")) say(line);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
