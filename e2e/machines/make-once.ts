import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Makes what several test files need, once: they run in processes of their own. The first to come makes it, and the others
 * wait.
 *
 * @param path - where it will be; names beside it say how far it is.
 */
export async function makeOnce(path: string, make: (path: string) => Promise<unknown>): Promise<string> {
  const made = `${path}.made`;
  if (!isFirst(`${path}.begun`)) {
    while (!existsSync(made)) await sleep(200);
    const problem = readFileSync(made, "utf8");
    if (problem !== "") throw new Error(problem);
    return path;
  }
  try {
    await make(path);
    writeFileSync(made, "");
  } catch (error) {
    writeFileSync(made, `Another test file could not make ${path}: ${String(error)}`);
    throw error;
  }
  return path;
}

function isFirst(mark: string): boolean {
  try {
    mkdirSync(mark);
    return true;
  } catch {
    return false;
  }
}
