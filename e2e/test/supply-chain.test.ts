import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { isScalar, parse, parseDocument, visit } from "yaml";
import { repositoryPath } from "./commands.ts";

/** What a file takes from elsewhere without saying exactly which: an action by a tag, an image without a digest. */
function unpinned(path: string, text: string): string[] {
  if (path.endsWith("Containerfile")) return imagesOf(text).filter((image) => !image.includes("@sha256:"));
  const loose: string[] = [];
  visit(parseDocument(text), {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !isScalar(value) || typeof value.value !== "string") return;
      if (key.value === "uses" && !/@[0-9a-f]{40}$/.test(value.value)) loose.push(value.value);
      // A name without a registry is an image that the file builds itself.
      if (key.value === "image" && /\//.test(value.value) && !value.value.includes("@sha256:"))
        loose.push(value.value);
    },
  });
  return loose;
}

/** The images that a Containerfile begins with, arguments filled in; not those of its own stages. */
function imagesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.split(" ").filter((word) => !word.startsWith("--")));
  const defaults = new Map<string, string>(
    lines.flatMap(([word, setting = ""]) => {
      const [name = "", value] = setting.split("=");
      return word === "ARG" && value !== undefined ? [[`\${${name}}`, value] as const] : [];
    }),
  );
  const froms = lines.filter(([word]) => word === "FROM");
  const stages = new Set(["scratch", ...froms.map((words) => words[3])]);
  return froms.map(([, image = ""]) => defaults.get(image) ?? image).filter((image) => !stages.has(image));
}

test("the release builds every stage of the Containerfile that people run, and none that is not there", () => {
  const read = (path: string) => readFileSync(repositoryPath(path), "utf8");
  const stages = [...read("Containerfile").matchAll(/^FROM .* AS (\S+)$/gm)].map(([, name]) => name);
  const workflow: ReleaseWorkflow = parse(read(".github/workflows/release.yml"));
  const built = workflow.jobs.container.strategy.matrix.include;
  expect(stages).toEqual(["build", "simulator", ...built.map(({ target }) => target).toReversed()]);
  for (const { package: folder } of built)
    expect(JSON.parse(read(`packages/${folder}/package.json`))).toHaveProperty("version");
});

interface ReleaseWorkflow {
  jobs: { container: { strategy: { matrix: { include: { package: string; target: string }[] } } } };
}

describe("what runs here and what we ship begins with", () => {
  const patterns = [".github/workflows/*.yml", "*Containerfile", "examples/**/compose.yml"];
  const tracked = execFileSync("git", ["ls-files", "--", ...patterns], {
    cwd: repositoryPath("."),
    encoding: "utf8",
  });
  const paths = tracked.split("\n").filter((path) => path !== "");

  test("actions by their commit, and images by their digest", () => {
    expect(paths.length).toBeGreaterThan(5);
    const found = paths.flatMap((path) =>
      unpinned(path, readFileSync(repositoryPath(path), "utf8")).map((what) => `${path}: ${what}`),
    );
    expect(found).toEqual([]);
  });

  test.each([
    ["check.yml", "jobs: { one: { steps: [{ uses: actions/checkout@v5 }] } }", "actions/checkout@v5"],
    [
      "compose.yml",
      "services: { db: { image: docker.io/library/postgres:17 } }",
      "docker.io/library/postgres:17",
    ],
    [
      "Containerfile",
      "ARG NODE=docker.io/library/node:24\nFROM ${NODE} AS build\nFROM build",
      "docker.io/library/node:24",
    ],
  ])("which a %s that names a tag does not do", (path, text, loose) => {
    expect(unpinned(path, text)).toEqual([loose]);
  });
});

interface Manifest {
  bin?: { [name: string]: string } | undefined;
  exports?: { [name: string]: string | { default: string } } | undefined;
  dependencies?: { [name: string]: string } | undefined;
}

/** The packages that the built files of a package import by name, directly or through each other. */
async function importedBy(folder: string, { bin = {}, exports = {} }: Manifest): Promise<Set<string>> {
  const files = Object.values(exports).map((entry) => (typeof entry === "string" ? entry : entry.default));
  const entryPoints = [...Object.values(bin), ...files].filter((file) => file.endsWith(".js"));
  const { metafile } = await build({
    entryPoints: entryPoints.map((file) => join(folder, file)),
    bundle: true,
    packages: "external",
    format: "esm",
    platform: "node",
    metafile: true,
    write: false,
    outdir: folder,
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const names = imports.filter(({ external, path }) => external === true && !isBuiltin(path));
  return new Set(
    names.map(({ path }) =>
      path
        .split("/")
        .slice(0, path.startsWith("@") ? 2 : 1)
        .join("/"),
    ),
  );
}

// A package manager with strict folders, such as pnpm, finds only what a package names itself.
test.each(readdirSync(repositoryPath("packages")))(
  "%s names each package that its built files import, and no other",
  async (folder) => {
    const path = repositoryPath(join("packages", folder));
    const manifest: Manifest = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    const named = Object.keys(manifest.dependencies ?? {});
    expect([...(await importedBy(path, manifest))].toSorted()).toEqual(named.toSorted());
  },
);
