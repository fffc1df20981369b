import { mkdirSync, readdirSync, readFileSync } from "node:fs";
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

/** A package as it is published. */
export interface PackedPackage {
  readonly manifest: Manifest;
  readonly tarball: string;
}

/** Packs each published package into a folder. */
export async function packPackages(into: string): Promise<PackedPackage[]> {
  const packages = fileURLToPath(new URL("../../packages", import.meta.url));
  const folders = readdirSync(packages).map((name) => join(packages, name));
  mkdirSync(into, { recursive: true });
  await x("npm", ["pack", "--pack-destination", into, ...folders], { throwOnError: true });
  return folders.map((folder) => {
    const manifest: Manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = `${manifest.name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`;
    return { manifest, tarball: join(into, file) };
  });
}
