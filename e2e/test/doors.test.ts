import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { repositoryPath } from "./commands.ts";
import { doorsOf, exportsOf, packageFolders, type Door } from "./doors.ts";

const root = repositoryPath(".");

/** Every source that may import a package of ours. */
const sources = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts"], {
  cwd: root,
  encoding: "utf8",
})
  .trim()
  .split("\n")
  .map((path) => join(root, path))
  // What was removed and is not yet committed is listed, too.
  .filter((path) => existsSync(path))
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));

/** Whether something outside the package imports it, or its README speaks of it. */
function isUsed(name: string, { name: from, folder }: Door): boolean {
  const word = new RegExp(String.raw`\b${name}\b`);
  const importers = sources.filter(
    ({ path, text }) => !path.startsWith(folder) && text.includes(`"${from}"`),
  );
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  return word.test(readme) || importers.some(({ text }) => word.test(text));
}

/** The simulator is for tests; nobody is promised what it exports. */
const isSettled = ({ name }: Door): boolean => name !== "@tap-instagram/graph-simulator";
const doors = packageFolders.flatMap(doorsOf).filter(isSettled);

/** The most names that a door is to have. Beyond it, what is new wants a door of its own. */
const mostNames: { readonly [door: string]: number } = {
  "@tap-instagram/core": 60,
  "@tap-instagram/singer": 40,
};

describe.each(doors)("$name", (door) => {
  test("exports what is listed here, so that a new name is a decision", async () => {
    const names = (await exportsOf(door)).map(({ name, kind }) => `${kind} ${name}\n`);
    expect(names.length).toBeLessThanOrEqual(mostNames[door.name] ?? Infinity);
    const list = `doors/${door.name.replace("@tap-instagram/", "").replaceAll("/", "-")}.txt`;
    await expect(names.toSorted().join("")).toMatchFileSnapshot(list);
  });
});

test.each(doors)("the README of the package names the import $name", ({ name, folder }) => {
  expect(readFileSync(join(folder, "README.md"), "utf8")).toMatch(new RegExp(`${name}(?![\\w/])`));
});

// The others are to follow.
const libraries = /^@tap-instagram\/(singer|core$|core\/matrix)/;
describe.each(doors.filter(({ name }) => libraries.test(name)))("$name", (door) => {
  test("exports nothing that nobody outside uses and its README does not name", async () => {
    const names = (await exportsOf(door)).map(({ name }) => name).filter((name) => !name.includes("."));
    expect(names.filter((name) => !isUsed(name, door))).toEqual([]);
  });
});
