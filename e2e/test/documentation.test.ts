import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { doorsOf, exportsOf, packageFolders, type Door, type Exported } from "./doors.ts";

/** An example that imports the thing from where readers find it, and does something with it. */
function hasExample({ name, examples }: Exported, door: Door): boolean {
  const [root = name] = name.split(".");
  const count = (text: string, word: string): number =>
    text.match(new RegExp(String.raw`\b${word.replace(".", String.raw`\.`)}\b`, "g"))?.length ?? 0;
  return examples.some((example) => {
    const imports = [...example.matchAll(/import \{([^}]*)\} from "([^"]+)"/g)];
    const isImported = imports.some(([, names = "", from]) => from === door.name && count(names, root) > 0);
    return isImported && count(example, name) > (name === root ? 1 : 0);
  });
}

describe.each(packageFolders.flatMap(doorsOf))("$name", (door) => {
  test("shows in its docstrings how each function and class is imported and used", async () => {
    const things = await exportsOf(door);
    expect(things.length).toBeGreaterThan(0);
    const callable = things.filter(({ kind }) => kind === "function" || kind === "class");
    // A kind of error is handled like the error that it is a kind of.
    const own = callable.filter(({ extended }) => !callable.some(({ name }) => name === extended));
    expect(own.filter((thing) => !hasExample(thing, door)).map(({ name }) => name)).toEqual([]);
  });
});

/** Every line of code of a package, and of the examples in its docstrings. */
function linesOf(folder: string): Set<string> {
  const files = readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => file.endsWith(".ts")).map((file) => join(folder, "src", file));
  return new Set(
    sources.flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .map((line) => line.replace(/^ \* /, "")),
    ),
  );
}

test("what the type-check of the READMEs ignores stands in sources that are checked", () => {
  for (const folder of packageFolders) {
    const readme = readFileSync(join(folder, "README.md"), "utf8");
    const ignored = [...readme.matchAll(/^```ts ignore\n([^]*?)^```/gm)].flatMap(([, code = ""]) =>
      code.split("\n"),
    );
    if (ignored.length === 0) continue;
    const known = linesOf(folder);
    expect(ignored.filter((line) => !/ from "/.test(line) && line !== "" && !known.has(line))).toEqual([]);
  }
});
