/**
 * Writes every command as one file of JavaScript that needs nothing but Node, with the licences of what it holds:
 * what a container image is made of. By default into dist/bundles.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readFlags } from "./flags.ts";
import { bundleCommand } from "./bundles/bundle.ts";
import { thirdPartyLicenses } from "./bundles/third-party-licenses.ts";

const commands = ["tap-instagram", "airbyte-source-instagram", "target-jsonl", "graph-simulator"];

const flags = readFlags({ out: { type: "string", default: "dist/bundles" } });
const repository = fileURLToPath(new URL("../", import.meta.url));
const out = resolve(flags.out);

for (const command of commands) {
  const { code, inputs } = await bundleCommand(repository, command);
  const folder = join(out, command);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${command}.mjs`), code, { mode: 0o755 });
  const licenses = thirdPartyLicenses(repository, inputs);
  if (licenses !== "") writeFileSync(join(folder, "THIRD-PARTY-LICENSES.txt"), licenses);
}
