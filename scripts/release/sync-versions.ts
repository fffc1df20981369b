/**
 * Copies each package's version from its package.json to where else it stands: deno.json, and `src/version.ts` of
 * the packages that say it. With --check it only says what is out of step.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";

const isCheck = process.argv.includes("--check");
const stale: string[] = [];
const root = new URL("../../", import.meta.url);

for (const folder of readdirSync(new URL("../../packages", import.meta.url))) {
  const at = (path: string) => new URL(`../../packages/${folder}/${path}`, import.meta.url);
  const { version }: { version: string } = JSON.parse(readFileSync(at("package.json"), "utf8"));
  const deno = readFileSync(at("deno.json"), "utf8");
  put(at("deno.json"), deno, deno.replace(/"version": "[^"]*"/, `"version": "${version}"`));
  if (existsSync(at("src/version.ts"))) {
    const text = `/** Written by scripts/release/sync-versions.ts. */\nexport const version = "${version}";\n`;
    put(at("src/version.ts"), readFileSync(at("src/version.ts"), "utf8"), text);
  }
}
// The end of a row of prereleases gives a version to the test tools, too. Nothing publishes it, so any version will do.
const packages = readdirSync(new URL("packages", root)).map((folder) => `packages/${folder}`);
for (const folder of [...packages, "bench", "e2e", "verify-live"]) {
  const path = new URL(`${folder}/package.json`, root);
  const text = readFileSync(path, "utf8");
  put(path, text, text.replace(/"test-tools": "[^"]*"/, '"test-tools": "*"'));
}
if (stale.length > 0) {
  process.stderr.write(`Out of step with package.json; run npm run version: ${stale.join(", ")}\n`);
  process.exitCode = 1;
}

function put(path: URL, found: string, wanted: string): void {
  if (found === wanted) return;
  if (isCheck) stale.push(path.pathname);
  else writeFileSync(path, wanted);
}
