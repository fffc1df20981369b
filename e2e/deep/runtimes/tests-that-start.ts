import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryPath } from "../../test/commands.ts";

/** The tests of target-jsonl that start its command. The others test the sources, on this Node whatever the command runs on. */
export function testsThatStart(): string[] {
  const folder = repositoryPath("packages/target-jsonl/src");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const found = files
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(folder, name))
    .filter((file) => startsCommand(readFileSync(file, "utf8")));
  // Without a name, Vitest would run them all.
  if (found.length === 0) throw new Error(`No test in ${folder} starts the command`);
  return found;
}

function startsCommand(test: string): boolean {
  return ["run-cli", "run-in-process"].some((name) => test.includes(`/test/${name}.ts"`));
}
