/**
 * Writes manifests, from the lock file of the current folder alone, with which `npm ci --omit=dev` installs what bundles
 * are made of and with. Most of what npm installs for this repository is other tools.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

interface Manifest {
  readonly name?: string | undefined;
  readonly devDependencies?: { readonly [name: string]: string } | undefined;
}

const lock: { packages: { [folder: string]: Manifest } } = JSON.parse(
  readFileSync("package-lock.json", "utf8"),
);

for (const [folder, manifest] of Object.entries(lock.packages)) {
  if (!folder.startsWith("packages/")) continue;
  mkdirSync(folder, { recursive: true });
  // Npm leaves out a name that is the one of the folder.
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: basename(folder), ...manifest }));
}

const esbuild = lock.packages[""]?.devDependencies?.["esbuild"];
writeFileSync(
  "package.json",
  JSON.stringify({ private: true, type: "module", workspaces: ["packages/*"], dependencies: { esbuild } }),
);
