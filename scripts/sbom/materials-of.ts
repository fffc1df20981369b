import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { x } from "tinyexec";
import type { Ingredient, Manifest } from "./pack-packages.ts";

/** The part of CycloneDX that is read here. */
export interface BillOfMaterials {
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly externalReferences?: readonly { readonly url: string }[] | undefined;
  }[];
}

/** The part of a lock file that is changed here. */
interface Lock {
  readonly packages: { readonly [path: string]: { integrity?: string | undefined } };
}

/**
 * The bill of materials of a package. npm makes it of a project that is the package, in a folder that has its name; those
 * of ours that it needs come from their folders, because the registry may not have them yet. Of a folder npm reads the
 * package.json alone; it would unpack all files of a tarball for that.
 */
export async function materialsOf(
  { name, version, license, description, dependencies = {} }: Manifest,
  ingredients: ReadonlyMap<string, Ingredient>,
  project: string,
): Promise<BillOfMaterials> {
  const wanted = Object.entries(dependencies).map(([one, range]) => {
    const ours = ingredients.get(one);
    return [one, ours === undefined ? range : `file:${ours.folder}`];
  });
  mkdirSync(project, { recursive: true });
  const manifest = { name, version, license, description, dependencies: Object.fromEntries(wanted) };
  writeFileSync(join(project, "package.json"), JSON.stringify(manifest));
  await npm(project, ["install", "--ignore-scripts", "--no-audit", "--no-fund"]);
  nameHashes(join(project, "package-lock.json"), ingredients);
  const bill: BillOfMaterials = JSON.parse(await npm(project, ["sbom", "--sbom-format=cyclonedx"]));
  return { ...bill, components: bill.components.map(withoutLocalPaths) };
}

/** A folder has no hash; what is installed is the tarball that is made of it. */
function nameHashes(path: string, ingredients: ReadonlyMap<string, Ingredient>): void {
  const lock: Lock = JSON.parse(readFileSync(path, "utf8"));
  for (const [name, { integrity }] of ingredients) {
    const locked = lock.packages[`node_modules/${name}`];
    if (locked !== undefined) locked.integrity = integrity;
  }
  writeFileSync(path, JSON.stringify(lock));
}

type Component = BillOfMaterials["components"][number];

/** Where a tarball lay on this machine is of no use to anybody else. */
function withoutLocalPaths(component: Component): Component {
  const { externalReferences = [] } = component;
  return {
    ...component,
    externalReferences: externalReferences.filter(({ url }) => !url.startsWith("file:")),
  };
}

/** A folder counts as a package that is installed, and not as a link to it. */
async function npm(cwd: string, [command = "", ...args]: readonly string[]): Promise<string> {
  const flags = [command, "--package-lock-only", "--install-links", ...args];
  return (await x("npm", flags, { throwOnError: true, nodeOptions: { cwd } })).stdout;
}
