import { readdirSync } from "node:fs";
import { join } from "node:path";
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
  const wheel = (start: string) => {
    const name = readdirSync(folder).find((file) => file.startsWith(start) && file.endsWith(".whl"));
    if (name === undefined) throw new Error(`No ${start}*.whl in ${folder}`);
    return join(folder, name);
  };
  return { tap: wheel("tap_instagram_node"), target: wheel("target_jsonl_node") };
}
