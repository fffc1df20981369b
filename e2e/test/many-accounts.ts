import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { simulatorProcess, type SimulatorProcess } from "./processes.ts";

/** Starts a simulator of so many accounts, each with a post and eight days of insights behind it. */
export function manyAccounts(folder: string, count: number): Promise<SimulatorProcess> {
  const world = { accounts: Array.from({ length: count }, () => ({ posts: 1, insightDays: 9 })) };
  const path = join(folder, "world.json");
  writeFileSync(path, JSON.stringify(world));
  return simulatorProcess(["--world", path]);
}
