import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** A script finds files by where its own source is, not by where the bundle is. */
const ownAddresses: Plugin = {
  name: "own-addresses",
  setup: (bundling) =>
    bundling.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const address = JSON.stringify(pathToFileURL(path).href);
      return { contents: source.replaceAll("import.meta.url", address), loader: "ts" };
    }),
};

/** The command that turbo has just built of a script; undefined where it has not. */
function builtOf(script: string): string | undefined {
  const folder = dirname(script);
  if (process.env["TURBO_HASH"] === undefined || basename(folder) !== "src") return undefined;
  const built = join(dirname(folder), "dist", `${basename(script, ".ts")}.js`);
  return existsSync(built) ? built : undefined;
}

/**
 * How to start a script: what to run, and its first arguments. A command that is built is taken as it is. Any other script
 * becomes one file of JavaScript, which starts five times as fast as through a loader that reads TypeScript.
 */
export async function commandOf(script: string): Promise<readonly [executable: string, file: string]> {
  const built = builtOf(script);
  if (built !== undefined) return [process.execPath, built];
  const { outputFiles } = await build({
    entryPoints: [script],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["@tap-instagram/source"],
    plugins: [ownAddresses],
    // For packages that are written with require.
    banner: {
      js: 'import { createRequire as requireOfBundle } from "node:module"; const require = requireOfBundle(import.meta.url);',
    },
    logLevel: "error",
  });
  const [bundle] = outputFiles;
  if (bundle === undefined) throw new Error(`esbuild made no file of ${script}`);
  const file = join(repository, "node_modules/.cache/test-tools", `${relative(repository, script)}.mjs`);
  mkdirSync(dirname(file), { recursive: true });
  // Test files run side by side, and one of them may be starting the file.
  const written = `${file}.${process.pid}`;
  writeFileSync(written, bundle.contents);
  renameSync(written, file);
  return [process.execPath, file];
}
