import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);

/**
 * Copies each package's version from its package.json to where else it stands: deno.json, and `src/version.ts` of
 * the packages that say it. Returns the files that were out of step; with `isCheck` they stay so.
 */
export function syncVersions({ isCheck }: { readonly isCheck: boolean }): string[] {
  const stale: string[] = [];
  const put = (path: URL, found: string, wanted: string) => {
    if (found === wanted) return;
    stale.push(path.pathname);
    if (!isCheck) writeFileSync(path, wanted);
  };
  const packages = readdirSync(new URL("packages", root)).map((folder) => `packages/${folder}`);
  for (const folder of packages) {
    const at = (path: string) => new URL(`${folder}/${path}`, root);
    const { version }: { version: string } = JSON.parse(readFileSync(at("package.json"), "utf8"));
    const deno = readFileSync(at("deno.json"), "utf8");
    put(at("deno.json"), deno, deno.replace(/"version": "[^"]*"/, `"version": "${version}"`));
    if (existsSync(at("src/version.ts"))) {
      const text = `/** Written by scripts/release/sync-versions.ts. */\nexport const version = "${version}";\n`;
      put(at("src/version.ts"), readFileSync(at("src/version.ts"), "utf8"), text);
    }
  }
  // The end of a row of prereleases gives a version to the test tools, too. Nothing publishes it, so any version will do.
  for (const folder of [...packages, "bench", "e2e", "verify-live"]) {
    const path = new URL(`${folder}/package.json`, root);
    const text = readFileSync(path, "utf8");
    put(path, text, text.replace(/"test-tools": "[^"]*"/, '"test-tools": "*"'));
  }
  return stale;
}
