import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { WorldSpec } from "@tap-instagram/graph-simulator";
import { simulatorProcess, type SimulatorProcess } from "./processes.ts";
import { installed } from "./shell.ts";

/** A world of so many accounts, each with a post and eight days of insights behind it. */
export function worldOfMany(count: number): WorldSpec {
  return { accounts: Array.from({ length: count }, () => ({ posts: 1, insightDays: 9 })) };
}

/** Starts a simulator of that world as a process. */
export function manyAccounts(folder: string, count: number): Promise<SimulatorProcess> {
  const path = join(folder, "world.json");
  writeFileSync(path, JSON.stringify(worldOfMany(count)));
  return simulatorProcess(["--world", path]);
}

/** What the simulator says of its accounts. */
export interface AccountsTruth {
  readonly accounts: readonly { readonly id: string; readonly media: number; readonly insightDays: number }[];
}

/** The ids of a simulator's accounts, sorted. */
export async function accountIdsOf(simulator: SimulatorProcess): Promise<string[]> {
  const { accounts } = await simulator.admin<AccountsTruth>("world");
  return accounts.map(({ id }) => id).toSorted();
}

/** The keys of all rows of a stream in the folders of shards, sorted. A shard without accounts writes no file. */
export function keysIn(folders: readonly string[], stream: string, key: readonly string[]): string[] {
  return folders
    .map((folder) => join(folder, `${stream}.jsonl`))
    .filter((path) => existsSync(path))
    .flatMap((path) => readFileSync(path, "utf8").trimEnd().split("\n"))
    .map((line) => {
      const row: { [column: string]: unknown } = JSON.parse(line);
      return key.map((column) => row[column]).join(" ");
    })
    .toSorted();
}

/** What an orchestrator's worker has in its environment. Its token has another name there, if it is not the tap's own. */
export function workerEnvironment(
  { tapEnv }: SimulatorProcess,
  folder: string,
  tokenName = "TAP_INSTAGRAM_ACCESS_TOKEN",
): Record<string, string> {
  const { tap, target } = installed();
  return {
    INSTAGRAM_FOLDER: folder,
    TAP_INSTAGRAM_API_URL: tapEnv["TAP_INSTAGRAM_API_URL"] ?? "",
    [tokenName]: tapEnv["TAP_INSTAGRAM_ACCESS_TOKEN"] ?? "",
    TAP: tap,
    TARGET: target,
  };
}
