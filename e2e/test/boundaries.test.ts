import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { repositoryPath } from "./commands.ts";
import { ended, start, temporaryFolder } from "./processes.ts";

async function lint(path: string, source: string): Promise<string> {
  const folder = temporaryFolder();
  cpSync(repositoryPath(".oxlintrc.json"), join(folder, ".oxlintrc.json"));
  symlinkSync(repositoryPath("node_modules"), join(folder, "node_modules"));
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
  const { stdout } = await ended(
    start(repositoryPath("node_modules/.bin/oxlint"), ["packages"], { cwd: folder }),
  );
  return stdout;
}

describe("the lint refuses", () => {
  test.each([
    [
      "the simulator importing a package of ours",
      "packages/graph-simulator/src/world.ts",
      "@tap-instagram/core",
      "imports nothing of ours",
    ],
    ["the core importing Node", "packages/core/src/graph/files.ts", "node:fs", "no-nodejs-modules"],
    [
      "the core importing Singer",
      "packages/core/src/instagram/rows.ts",
      "@tap-instagram/singer",
      "knows no other package",
    ],
    [
      "graph/ importing instagram/",
      "packages/core/src/graph/accounts.ts",
      "../instagram/accounts.ts",
      "neither Instagram's nodes",
    ],
    [
      "Singer importing Instagram",
      "packages/singer/src/rows.ts",
      "@tap-instagram/core",
      "neither Instagram nor HTTP",
    ],
  ])("%s", async (_, path, imported, message) => {
    const source = (specifier: string) =>
      `import { thing } from "${specifier}";\n\nexport const other: unknown = thing;\n`;
    expect(await lint(path, source(imported))).toContain(message);
    expect(await lint(path, source("valibot"))).not.toContain(message);
  });
});
