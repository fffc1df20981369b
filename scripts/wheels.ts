/**
 * Builds the Python wheels of the commands, by default into dist/wheels. The same sources give the same bytes.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { readFlags } from "./flags.ts";
import { buildWheel, sourceDateEpoch } from "./wheels/build-wheel.ts";
import { distributions } from "./wheels/distributions.ts";
import { stage } from "./wheels/stage.ts";

const flags = readFlags({ out: { type: "string", default: "dist/wheels" } });
const repository = fileURLToPath(new URL("../", import.meta.url));
const out = resolve(flags.out);
mkdirSync(out, { recursive: true });

const work = mkdtempSync(join(tmpdir(), "wheels-"));
try {
  const epoch = await sourceDateEpoch(repository);
  await Promise.all(
    distributions.map(async (one) => buildWheel(await stage(repository, one, work), out, epoch)),
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
for (const name of readdirSync(out).filter((file) => file.endsWith(".whl")))
  process.stdout.write(`${join(out, name)} (${Math.ceil(statSync(join(out, name)).size / 1024)} KB)\n`);
