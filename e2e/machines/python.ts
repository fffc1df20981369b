import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { makeOnce } from "./make-once.ts";
import { succeed } from "../test/processes.ts";

/** The command of Python 3. */
export const python: string = process.platform === "win32" ? "python" : "python3";

/** Whether there is a Python that can make environments. Tests that need one say so in their names. */
export const hasPython: boolean =
  spawnSync(python, ["-c", "import sys, venv, ensurepip, pip; assert sys.version_info >= (3, 10)"]).status ===
  0;

/** The same where the tests are of Meltano and its friends, whose paths and signals are those of POSIX. */
export const hasPosixPython: boolean = hasPython && process.platform !== "win32";

/** A command that an environment holds. */
export function commandIn(environment: string, name: string): string {
  return process.platform === "win32"
    ? join(environment, "Scripts", `${name}.exe`)
    : join(environment, "bin", name);
}

/** Makes an environment the way people do, and installs into it with pip. */
export async function pipEnvironment(folder: string, requirements: readonly string[]): Promise<string> {
  await succeed(python, ["-m", "venv", folder]);
  const args = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...requirements];
  await succeed(commandIn(folder, "python"), args);
  return folder;
}

/**
 * Makes an environment with uv, whose cache spares most of the time. Test files that name the same one share it, and all
 * share uv.
 *
 * @param folder - of what test files share.
 */
export async function sharedEnvironment(
  folder: string,
  name: string,
  requirements: readonly string[],
): Promise<string> {
  const uv = await makeOnce(join(folder, "uv"), installUv);
  const command = join(uv, "bin", process.platform === "win32" ? "uv.exe" : "uv");
  return makeOnce(join(folder, name), async (environment) => {
    await succeed(command, ["venv", "--quiet", "--python", python, environment]);
    await succeed(command, ["pip", "install", "--quiet", "--python", environment, ...requirements]);
  });
}

function installUv(folder: string): Promise<string> {
  const flags = ["--quiet", "--disable-pip-version-check", "--target", folder];
  return succeed(python, ["-m", "pip", "install", ...flags, "uv==0.13.9"]);
}
