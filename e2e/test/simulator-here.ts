import { startSimulator, type RunningSimulator, type SimulatorOptions } from "@tap-instagram/graph-simulator";
import { onTestFinished } from "vitest";
import type { SimulatorProcess } from "./processes.ts";

/** A simulator in the process of the test, which is asked over HTTP all the same. */
export interface SimulatorHere
  extends RunningSimulator, Pick<SimulatorProcess, "tapEnv" | "accounts" | "admin"> {}

/** How far back the tap reads. By itself, it reads two years, and would spend most of its time on them in each test. */
const reachMs = 40 * 24 * 60 * 60_000;

/**
 * Starts a simulator without a process of its own, which takes a sixth of the time, until the test is over. Like that of
 * `simulatorProcess`, its clock stands still. A test that waits for a command in a blocking way, as `spawnSync` does, gets
 * no answer from it.
 */
export async function simulatorHere(options: SimulatorOptions = {}): Promise<SimulatorHere> {
  const startedAt = Date.now();
  const simulator = await startSimulator({ now: () => startedAt, ...options });
  onTestFinished(() => simulator.close());
  const { url, adminUrl, tokens, world } = simulator;
  return Object.assign(simulator, {
    accounts: world.accounts,
    tapEnv: {
      TAP_INSTAGRAM_API_URL: url,
      TAP_INSTAGRAM_ACCESS_TOKEN: tokens.user,
      TAP_INSTAGRAM_START_DATE: new Date(startedAt - reachMs).toISOString(),
    },
    admin: async (path: string, init?: RequestInit) => (await fetch(`${adminUrl}/${path}`, init)).json(),
  });
}
