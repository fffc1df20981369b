import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { x } from "tinyexec";

/** What a package.json says of what is installed. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly description: string;
  readonly dependencies?: { readonly [name: string]: string } | undefined;
}

/** A package that is published. */
export interface PublishedPackage {
  readonly manifest: Manifest;
  /** Where it lies. */
  readonly folder: string;
}

/** What a bill has to say of a package of ours that another one needs. */
export interface Ingredient {
  readonly folder: string;
  /** The hash of its tarball, as npm writes it. */
  readonly integrity: string;
}

/** The packages below `packages/`, each of which is published. */
export function publishedPackages(): PublishedPackage[] {
  const packages = fileURLToPath(new URL("../../packages", import.meta.url));
  return readdirSync(packages).map((name) => {
    const folder = join(packages, name);
    const manifest: Manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return { manifest, folder };
  });
}

/** Packs the packages that others of them need; returns what came of it by their names. */
export async function packIngredients(
  packages: readonly PublishedPackage[],
): Promise<Map<string, Ingredient>> {
  const wanted = new Set(packages.flatMap(({ manifest }) => Object.keys(manifest.dependencies ?? {})));
  const ingredients = packages.filter(({ manifest }) => wanted.has(manifest.name));
  const folders = new Map(ingredients.map(({ manifest, folder }) => [manifest.name, folder]));
  // The same files make the same tarball, so that the registry's has the same hash.
  const { stdout } = await x("npm", ["pack", "--dry-run", "--json", ...folders.values()], {
    throwOnError: true,
  });
  const packed: { name: string; integrity: string }[] = JSON.parse(stdout);
  return new Map(packed.map(({ name, integrity }) => [name, { folder: folders.get(name) ?? "", integrity }]));
}
