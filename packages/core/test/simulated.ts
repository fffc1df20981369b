import { startSimulator, type RunningSimulator, type SimulatorOptions } from "@tap-instagram/graph-simulator";
import { onTestFinished } from "vitest";
import { createGraphClient, type GraphClient, type GraphClientOptions } from "../src/graph/client.ts";
import { ManualClock } from "test-tools/clock";

/** Monday noon in California, in daylight time. */
export const now: number = Date.UTC(2026, 8, 21, 19);

/** A simulator of its own for a test, at a fixed time. */
export async function simulated(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const simulator = await startSimulator({ now: () => now, ...options });
  onTestFinished(() => simulator.close());
  return simulator;
}

/** A client of it that never really waits. Default: the token that may see everything through Facebook Login. */
export function clientOf(
  simulator: RunningSimulator,
  options: Partial<GraphClientOptions> & { instagram?: true | undefined } = {},
): GraphClient {
  const { instagram, ...others } = options;
  return createGraphClient({
    accessToken: instagram ? simulator.tokens.instagram : simulator.tokens.user,
    baseUrl: instagram ? simulator.instagramUrl : simulator.url,
    clock: new ManualClock(now),
    random: () => 0.5,
    ...others,
  });
}

/** The account of a username, as the simulator knows it. */
export function truthOf(
  simulator: RunningSimulator,
  username: string,
): RunningSimulator["world"]["accounts"][number] {
  const account = simulator.world.accounts.find((candidate) => candidate.username === username);
  if (!account) throw new Error(`The world has no account ${username}`);
  return account;
}

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}
