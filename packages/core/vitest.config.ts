import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { mergeConfig, type Plugin } from "vite";
import shared from "../../vitest.shared.ts";

const here = dirname(fileURLToPath(import.meta.url));

/** With `TEST_BUILT` set, the tests import what is published instead of the sources they stand beside. */
const builtInsteadOfSources: Plugin = {
  name: "built-instead-of-sources",
  enforce: "pre",
  resolveId(source, importer) {
    if (!source.startsWith(".") || importer === undefined) return undefined;
    const path = relative(join(here, "src"), join(dirname(importer), source));
    const built = join(here, "dist", path.replace(/\.ts$/, ".js"));
    return path.startsWith(`..${sep}`) || !existsSync(built) ? undefined : built;
  },
};

export default mergeConfig(
  shared,
  process.env["TEST_BUILT"] === undefined ? {} : { plugins: [builtInsteadOfSources] },
);
