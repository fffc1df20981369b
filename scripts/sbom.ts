/**
 * Writes a bill of materials (CycloneDX) for each published package: all that npm installs with it, with hashes. The
 * packages have to be built: `npm run build && npm run sbom -- --out dist/sbom`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { readFlags } from "./flags.ts";
import { materialsOf } from "./sbom/materials-of.ts";
import { packIngredients, publishedPackages } from "./sbom/pack-packages.ts";

const flags = readFlags({ out: { type: "string", default: "dist/sbom" } });
const out = resolve(flags.out);
const work = mkdtempSync(join(tmpdir(), "sbom-"));
try {
  const packages = publishedPackages();
  const ingredients = await packIngredients(packages);
  mkdirSync(out, { recursive: true });
  for (const { manifest } of packages) {
    const materials = await materialsOf(manifest, ingredients, join(work, manifest.name));
    const path = join(out, `${manifest.name.replace("/", "-")}@${manifest.version}.cdx.json`);
    writeFileSync(path, `${JSON.stringify(materials, undefined, 2)}\n`);
    process.stdout.write(`${path}\n`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
