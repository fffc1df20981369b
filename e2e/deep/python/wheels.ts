import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { inject } from "vitest";
import { makeOnce } from "../../machines/make-once.ts";
import { repositoryPath } from "../../test/commands.ts";
import { succeed } from "../../test/processes.ts";

/** The built wheels, by the command they carry. */
export interface Wheels {
  tap: string;
  target: string;
}

/** Builds the wheels from the sources, as a release does. */
export async function buildWheels(folder: string): Promise<Wheels> {
  const args = ["--import", "tsx", repositoryPath("scripts/wheels.ts"), "--out", folder];
  await succeed(process.execPath, args, { cwd: repositoryPath(".") });
  return wheelsIn(folder);
}

/** The same, built once for all test files. */
export async function sharedWheels(): Promise<Wheels> {
  return wheelsIn(await makeOnce(join(inject("shared"), "wheels"), buildWheels));
}

/** Puts them into a folder. */
export async function copyWheels(folder: string): Promise<void> {
  const { tap, target } = await sharedWheels();
  mkdirSync(folder, { recursive: true });
  for (const wheel of [tap, target]) cpSync(wheel, join(folder, basename(wheel)));
}

function wheelsIn(folder: string): Wheels {
  const wheel = (start: string) => {
    const name = readdirSync(folder).find((file) => file.startsWith(start) && file.endsWith(".whl"));
    if (name === undefined) throw new Error(`No ${start}*.whl in ${folder}`);
    return join(folder, name);
  };
  return { tap: wheel("tap_instagram_node"), target: wheel("target_jsonl_node") };
}
