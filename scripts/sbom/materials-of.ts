import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { x } from "tinyexec";
import type { PackedPackage } from "./pack-packages.ts";

/** The part of CycloneDX that is read here. */
export interface BillOfMaterials {
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly externalReferences?: readonly { readonly url: string }[] | undefined;
  }[];
}

/**
 * The bill of materials of a package. npm makes it of a project that is the package, in a folder that has its name; those
 * of ours that it needs come from their tarballs, because the registry may not have them yet.
 */
export async function materialsOf(
  { manifest }: PackedPackage,
  packages: readonly PackedPackage[],
  folder: string,
): Promise<BillOfMaterials> {
  const { name, version, license, description, dependencies = {} } = manifest;
  const ours = new Map(packages.map((one) => [one.manifest.name, `file:${one.tarball}`]));
  const wanted = Object.entries(dependencies).map(([one, range]) => [one, ours.get(one) ?? range]);
  mkdirSync(folder, { recursive: true });
  const project = { name, version, license, description, dependencies: Object.fromEntries(wanted) };
  writeFileSync(join(folder, "package.json"), JSON.stringify(project));
  await npm(folder, ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]);
  const bill: BillOfMaterials = JSON.parse(
    await npm(folder, ["sbom", "--package-lock-only", "--sbom-format=cyclonedx"]),
  );
  return { ...bill, components: bill.components.map(withoutLocalPaths) };
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

async function npm(cwd: string, args: readonly string[]): Promise<string> {
  return (await x("npm", args, { throwOnError: true, nodeOptions: { cwd } })).stdout;
}
