import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StartOptions } from "test-tools/processes";
import { succeed } from "../../test/processes.ts";

/** Runs npm; returns what it printed. @throws with the end of all it wrote when it fails. */
export function npm(args: readonly string[], options: Pick<StartOptions, "cwd" | "env">): Promise<string> {
  return succeed("npm", args, { ...options, timeoutMs: 600_000 });
}

/** A package of a repository that is published. */
export interface PublishedPackage {
  readonly name: string;
  readonly version: string;
  /** Where it lies. */
  readonly path: string;
}

/** The packages below `packages/`, each of which is published. */
export function publishedPackages(repository: string): PublishedPackage[] {
  return readdirSync(join(repository, "packages")).map((folder) => {
    const path = join(repository, "packages", folder);
    const { name, version }: PublishedPackage = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    return { name, version, path };
  });
}

/** Packs the built packages as publishing does; returns the tarballs by the packages' names. */
export async function pack(repository: string, into: string): Promise<Map<string, string>> {
  mkdirSync(into, { recursive: true });
  const packages = publishedPackages(repository);
  const paths = packages.map(({ path }) => path);
  await npm(["pack", "--pack-destination", into, ...paths], { cwd: repository });
  return new Map(
    packages.map(({ name, version }) => [
      name,
      join(into, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`),
    ]),
  );
}

/** Makes an empty project; `more` goes into its package.json. */
function emptyProject(folder: string, more: object = {}): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", ...more }));
}

/** A package that lies in a tarball or a folder, as npm takes it. Without the name, npm unpacks a tarball to read it. */
function named([name, path]: readonly [name: string, path: string]): string {
  return `${name}@file:${path}`;
}

/** Installs packages, by names and tarballs, into a new and empty project; `more` goes into its package.json. */
export async function install(
  folder: string,
  packages: Iterable<readonly [name: string, tarball: string]>,
  more: object = {},
): Promise<void> {
  emptyProject(folder, more);
  await npm(["install", "--no-audit", "--no-fund", ...[...packages].map(named)], { cwd: folder });
}

/** With these flags npm looks at a lock file alone, and takes a folder in it for the package that is made of it. */
export const lockOnly = ["--package-lock-only", "--install-links"] as const;

/** Locks a new and empty project to packages by their folders, as if they were installed; it unpacks nothing. */
export async function lock(folder: string, packages: readonly PublishedPackage[]): Promise<void> {
  emptyProject(folder);
  const wanted = packages.map(({ name, path }) => named([name, path]));
  await npm(["install", ...lockOnly, "--no-audit", "--no-fund", ...wanted], { cwd: folder });
}
