import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { pathToFileURL } from "node:url";
import { start } from "test-tools/processes";
import { repositoryPath } from "./commands.ts";

/** One way into a package, as `import` and the `exports` of its package.json name it. */
export interface Door {
  /** What stands after `from`. */
  readonly name: string;
  /** The folder of the package. */
  readonly folder: string;
  /** The file that lists what is exported. */
  readonly file: string;
}

/** Something a door exports. */
export interface Exported {
  /** `runTap`; `setting.text` for what is in a namespace. */
  readonly name: string;
  /** `type` for what is no value. */
  readonly kind: "class" | "function" | "variable" | "namespace" | "type";
  /** The class it extends. */
  readonly extended: string | undefined;
  /** The code of its examples. */
  readonly examples: readonly string[];
}

/** The folders of all packages that have doors. */
export const packageFolders: readonly string[] = readdirSync(repositoryPath("packages")).map((name) =>
  repositoryPath(`packages/${name}`),
);

/** The doors of a package. */
export function doorsOf(folder: string): Door[] {
  const { name, exports }: { name: string; exports: Record<string, string | Record<string, string>> } =
    JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return Object.entries(exports).flatMap(([path, targets]) => {
    const source = typeof targets === "string" ? undefined : targets["@tap-instagram/source"];
    return source === undefined ? [] : [{ name: posix.join(name, path), folder, file: join(folder, source) }];
  });
}

interface Symbols {
  readonly name: string;
  readonly declarations: readonly {
    readonly kind: string;
    readonly jsDoc?: { readonly tags?: readonly Tag[] | undefined } | undefined;
    readonly def?:
      | { readonly extends?: string | null | undefined; readonly elements?: readonly Symbols[] | undefined }
      | undefined;
  }[];
}

interface Tag {
  readonly kind: string;
  readonly doc?: string | undefined;
}

/** What Deno's documentation generator says of the files of all doors. It reads them once. */
const documentation: Promise<{ readonly [url: string]: { readonly symbols: readonly Symbols[] } }> =
  readDocumentation(packageFolders.flatMap(doorsOf).map(({ file }) => file));

async function readDocumentation(files: readonly string[]): typeof documentation {
  const deno = repositoryPath("node_modules/.bin/deno");
  const env = { DENO_NO_UPDATE_CHECK: "1" };
  const { stdout: json, stderr } = await start(deno, ["doc", "--json", ...files], { env }).ended();
  if (json === "") throw new Error(`Cannot read what the packages export: ${stderr.slice(-500)}`);
  const { nodes }: { nodes: Awaited<typeof documentation> } = JSON.parse(json);
  return nodes;
}

/** What a door exports, values and types. */
export async function exportsOf(door: Door): Promise<Exported[]> {
  const { symbols = [] } = (await documentation)[pathToFileURL(door.file).href] ?? {};
  const values = Object.keys((await import(/* @vite-ignore */ door.name)) as object);
  return symbols.flatMap((symbol) => exported(symbol, values.includes(symbol.name)));
}

function exported({ name, declarations }: Symbols, isValue: boolean): Exported[] {
  return declarations.slice(0, 1).flatMap(({ kind, jsDoc, def }) => {
    const examples = (jsDoc?.tags ?? []).flatMap((tag) =>
      tag.kind === "example" && tag.doc !== undefined ? [tag.doc] : [],
    );
    const own = {
      name,
      kind: isValue ? kindOf(kind) : "type",
      extended: def?.extends ?? undefined,
      examples,
    };
    const members = (def?.elements ?? []).flatMap((member) =>
      exported(member, kindOf(member.declarations[0]?.kind) !== "type"),
    );
    return [own, ...members.map((member) => ({ ...member, name: `${name}.${member.name}` }))] as const;
  });
}

function kindOf(kind: string | undefined): Exported["kind"] {
  const kinds = ["class", "function", "variable", "namespace"] as const;
  return kinds.find((known) => known === kind) ?? "type";
}
