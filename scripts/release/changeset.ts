import { createRequire } from "node:module";
import process from "node:process";
import { xSync } from "tinyexec";

/** Runs changesets; returns its exit code. npx would start an npm first, which takes longer than changesets. */
export function changeset(...args: readonly string[]): number {
  const command = createRequire(import.meta.url).resolve("@changesets/cli/bin.js");
  return xSync(process.execPath, [command, ...args], { nodeOptions: { stdio: "inherit" } }).exitCode ?? 1;
}
