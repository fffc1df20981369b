/**
 * Copies the repository's address from the package.json at the root, where its owner fills it in, into those of the
 * packages that are published. With --check it only says what is out of step, with --require also that it is missing.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { isDeepStrictEqual } from "node:util";
import { readFlags } from "./flags.ts";
import { repositoryAddress } from "./repository/address.ts";

const flags = readFlags({
  check: { type: "boolean", default: false },
  require: { type: "boolean", default: false },
});
const isCheck = flags.check || flags.require;
const address = repositoryAddress();
if (flags.require && address === undefined)
  fail(
    "The repository has no address yet, and npm attests no package without one; run " +
      "npm pkg set repository.url=https://github.com/owner/name && npm run repository",
  );

for (const folder of readdirSync(new URL("../packages", import.meta.url))) {
  const path = new URL(`../packages/${folder}/package.json`, import.meta.url);
  const found: Manifest = JSON.parse(readFileSync(path, "utf8"));
  const wanted = withAddress(found, `packages/${folder}`);
  if (isDeepStrictEqual(found, wanted)) continue;
  if (isCheck) fail(`packages/${folder}/package.json names another repository; run npm run repository`);
  else writeFileSync(path, `${JSON.stringify(wanted, undefined, 2)}\n`);
}

interface Manifest {
  readonly [key: string]: unknown;
}

/** A manifest with all that follows from the address. The formatter gives it its place. */
function withAddress(manifest: Manifest, directory: string): Manifest {
  const { homepage: _, bugs: __, repository: ___, ...others } = manifest;
  if (address === undefined) return others;
  return {
    ...others,
    homepage: `${address}/tree/main/${directory}#readme`,
    bugs: { url: `${address}/issues` },
    repository: { type: "git", url: `git+${address}.git`, directory },
  };
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
