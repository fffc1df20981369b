import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The licences of everything a bundle holds that is not ours, as one text.
 *
 * @throws Error for a package without a licence file: what it allows is then unknown.
 */
export function thirdPartyLicenses(repository: string, inputs: readonly string[]): string {
  const folders = new Set(inputs.flatMap((path) => packageFolder(path) ?? []));
  return [...folders]
    .toSorted()
    .map((folder) => {
      const path = join(repository, folder);
      const { name, version }: { name: string; version: string } = JSON.parse(
        readFileSync(join(path, "package.json"), "utf8"),
      );
      const file = readdirSync(path).find((one) => /^licen[cs]e(\.|$)/i.test(one));
      if (file === undefined) throw new Error(`${folder} is in the bundle, but has no licence file`);
      const text = readFileSync(join(path, file), "utf8").trim();
      return `${name} ${version}\n\n${text}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}

/** `node_modules/@a/b` of `node_modules/@a/b/dist/c.js`; the innermost of nested ones. */
function packageFolder(path: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}
