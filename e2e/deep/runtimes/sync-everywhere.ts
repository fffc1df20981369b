import process from "node:process";
import { ended, simulatorProcess, start, temporaryFolder, type Ended } from "../../test/processes.ts";
import { smallWorld } from "../small-world.ts";
import type { Runtime } from "./runtimes.ts";

/** What taps wrote that read one world at one moment. */
export interface Syncs {
  /** On this Node, from the simulator on it. */
  readonly here: Ended;
  /** On each runtime, by its name, from the same simulator. */
  readonly there: ReadonlyMap<string, Promise<Ended>>;
  /** On this Node, from the simulator on each runtime that is tried at length. */
  readonly simulated: ReadonlyMap<string, Promise<Ended>>;
}

/**
 * Syncs on every runtime and from every simulator, all beside each other: days end for all of them at once.
 *
 * @param scriptOf - finds the script of a package.
 */
export async function syncEverywhere(
  runtimes: readonly Runtime[],
  scriptOf: (name: string) => string,
): Promise<Syncs> {
  const world = ["--world", smallWorld(temporaryFolder()), "--now", new Date().toISOString()];
  const sync = (command: readonly string[], env: Record<string, string>): Promise<Ended> => {
    const [executable = "", ...args] = command;
    return ended(start(executable, [...args, scriptOf("tap-instagram"), "--config", "ENV"], { env }));
  };
  const syncFrom = async ({ executable, args }: Runtime): Promise<Ended> => {
    const simulator = scriptOf("@tap-instagram/graph-simulator");
    const { tapEnv } = await simulatorProcess(world, [executable, ...args, simulator]);
    return sync([process.execPath], tapEnv);
  };
  const { tapEnv } = await simulatorProcess(world);
  const here = sync([process.execPath], tapEnv);
  const there = new Map(
    runtimes.map(({ name, executable, args }) => [name, sync([executable, ...args], tapEnv)]),
  );
  const simulated = new Map(
    runtimes
      .filter(({ isTriedAtLength }) => isTriedAtLength)
      .map((runtime) => [runtime.name, syncFrom(runtime)]),
  );
  // One that fails is a matter of the test that looks at it.
  await Promise.allSettled([here, ...there.values(), ...simulated.values()]);
  return { here: await here, there, simulated };
}
