import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { repositoryPath } from "./commands.ts";

/** What `import` and the fields of a package.json say of one way into a package. */
interface Door {
  name: string;
  folder: string;
  /** Path of the file that lists what is exported. */
  index: string;
}

const folders = readdirSync(repositoryPath("packages")).map((name) => repositoryPath(`packages/${name}`));

function doorsOf(folder: string): Door[] {
  const { name, exports }: { name: string; exports: Record<string, string | Record<string, string>> } =
    JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return Object.entries(exports).flatMap(([path, targets]) => {
    const source = typeof targets === "string" ? undefined : targets["@tap-instagram/source"];
    return source === undefined
      ? []
      : [{ name: posix.join(name, path), folder, index: join(folder, source) }];
  });
}

/** What stands in front of a declaration that the index exports by name. */
function docstringOf(exported: string, { index }: Door): string {
  const lists = readFileSync(index, "utf8").matchAll(/export \{([^}]*)\} from "([^"]+)"/g);
  const [, , file] =
    [...lists].find(([, names = ""]) => new RegExp(String.raw`\b${exported}\b`).test(names)) ?? [];
  if (file === undefined) throw new Error(`${index} does not say which file ${exported} comes from`);
  const declaration = String.raw`\s*export (?:abstract |async )?(?:function\*?|class|const) ${exported}\b`;
  const source = readFileSync(join(dirname(index), file), "utf8");
  return new RegExp(String.raw`/\*\*((?:(?!\*/)[^])*)\*/${declaration}`).exec(source)?.[1] ?? "";
}

/** An example that imports the thing from where readers find it, and does something with it. */
function hasExample(exported: string, door: Door): boolean {
  const [, example = ""] =
    /@example\n \* ```ts\n((?: \*.*\n)*?) \* ```/.exec(docstringOf(exported, door)) ?? [];
  const mention = new RegExp(String.raw`\b${exported}\b`, "g");
  const isImported = [...example.matchAll(/import \{([^}]*)\} from "([^"]+)"/g)].some(
    ([, names = "", from]) => from === door.name && names.match(mention),
  );
  return isImported && (example.match(mention) ?? []).length > 1;
}

describe.each(folders.flatMap(doorsOf))("$name", (door) => {
  test("shows in its docstrings how each function and class is imported and used", async () => {
    const module: Record<string, unknown> = await import(/* @vite-ignore */ door.name);
    const exported = Object.entries(module);
    expect(exported.length).toBeGreaterThan(0);
    const callable = exported.flatMap(([name, value]) =>
      typeof value === "function" ? [{ name, value }] : [],
    );
    // A kind of error is handled like the error that it is a kind of.
    const own = callable.filter(
      ({ value }) => !callable.some((other) => other.value === Object.getPrototypeOf(value)),
    );
    expect(own.filter(({ name }) => !hasExample(name, door)).map(({ name }) => name)).toEqual([]);
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
  for (const folder of folders) {
    const readme = readFileSync(join(folder, "README.md"), "utf8");
    const ignored = [...readme.matchAll(/^```ts ignore\n([^]*?)^```/gm)].flatMap(([, code = ""]) =>
      code.split("\n"),
    );
    if (ignored.length === 0) continue;
    const known = linesOf(folder);
    expect(ignored.filter((line) => !/ from "/.test(line) && line !== "" && !known.has(line))).toEqual([]);
  }
});
