import { spawn, type ChildProcess } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What the simulator says of itself when it listens. */
export interface Simulator {
  readonly url: string;
  readonly instagramUrl: string;
  readonly loginUrl: string;
  readonly adminUrl: string;
  readonly token: string;
  readonly instagramToken: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly instagramAppId: string;
  readonly instagramAppSecret: string;
  readonly accounts: readonly {
    readonly id: string;
    readonly pageId: string | null;
    readonly reachableBy: { readonly facebook: boolean; readonly instagram: boolean };
  }[];
}

/** How a process ended. */
export type ProcessEnd = number | NodeJS.Signals | null;

/** The built command of a package. */
export function builtCommand(folder: string): string {
  return fileURLToPath(new URL(`../../packages/${folder}/dist/cli.js`, import.meta.url));
}

/** Starts the simulator; `undefined` if it ends at once, after it said why. */
export async function startSimulator(
  world: string,
): Promise<{ simulator: Simulator; stop: () => void } | undefined> {
  const child = spawn(process.execPath, [builtCommand("graph-simulator"), "--world", world], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface(child.stdout))
    return { simulator: JSON.parse(line), stop: () => void child.kill() };
  return undefined;
}

/** Waits for a process. */
export function endOf(child: ChildProcess): Promise<ProcessEnd> {
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("exit", (code, signal) => done(code ?? signal));
  });
}

/** The environment without settings of the tap: those of the person who watches are no part of the demo. */
export function foreignEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("TAP_INSTAGRAM_")),
  );
}
