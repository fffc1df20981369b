import { existsSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { defaultServerConditions, type Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Where each package leaves a report for the script that counts all tests. */
const reportFolder = process.env["VITEST_REPORT_FOLDER"];

const reporting =
  reportFolder === undefined
    ? { reporters: ["default"] }
    : {
        reporters: ["default", "json"],
        outputFile: { json: join(reportFolder, `${basename(process.cwd())}-${process.pid}.json`) },
      };

/** What hangs ends here. What works needs a tenth of it, so that a slow machine with other work has time enough. */
const timeoutMs = Number(process.env["TEST_TIMEOUT_MS"] ?? 120_000);

const conditions = ["@tap-instagram/source", ...defaultServerConditions];

/** What packages have built. Node loads it as it is; Vite would take three times as long. */
const builtFiles: RegExp = /\/packages\/[^/]+\/dist\//;

/** Turbo builds a package, and what it imports, before it tests the package. */
const isBuilt = process.env["TURBO_HASH"] !== undefined || process.env["TEST_BUILT"] !== undefined;

/** The tests of a package import what is published of it, instead of the sources they stand beside. */
const builtInsteadOfSources: Plugin = {
  name: "built-instead-of-sources",
  enforce: "pre",
  resolveId(source, importer) {
    if (!source.startsWith(".") || importer === undefined) return undefined;
    const packageFolder = process.cwd();
    const path = relative(join(packageFolder, "src"), join(dirname(importer), source));
    const built = join(packageFolder, "dist", path.replace(/\.ts$/, ".js"));
    return path.startsWith(`..${sep}`) || !existsSync(built) ? undefined : built;
  },
};

/**
 * Of the V8 in Node 20. Later ones do not know the first flag, and Node does not start with a flag that it does not know.
 * `--liftoff-only` is about the parser of HTTP, which is WebAssembly: optimizing it takes 30 ms and 30 MB in every worker.
 */
const v8Flags = [
  "--interrupt-budget=600000",
  "--min-semi-space-size=32",
  "--max-semi-space-size=64",
  "--liftoff-only",
];
const knowsFlags =
  process.versions.node.startsWith("20.") && !("deno" in process.versions) && !("bun" in process.versions);

/** In CI, some tests try ten thousand cases. */
const hasFewCases = process.env["CI"] === undefined;

/**
 * Tests import what is built, of their own package and of others, if turbo has just built it, and else the TypeScript
 * sources: who runs one file by hand builds nothing first.
 */
export default defineConfig({
  plugins: isBuilt ? [builtInsteadOfSources] : [],
  ssr: isBuilt ? {} : { resolve: { conditions, externalConditions: conditions } },
  test: {
    server: { deps: { external: [builtFiles] } },
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    pool: "forks",
    setupFiles: [fileURLToPath(new URL("test-tools/src/random-seed.ts", import.meta.url))],
    // No module keeps state, so that a worker need not load them anew for every file.
    isolate: false,
    // Most code runs a few times only: V8 would spend an eighth of the time on optimizing it, and does so later.
    execArgv: hasFewCases && knowsFlags ? v8Flags : [],
    // Packages are tested two at a time already.
    maxWorkers: 2,
    // The script that counts all tests says which ones needed it.
    retry: Number(process.env["TEST_RETRIES"] ?? 0),
    testTimeout: timeoutMs,
    // What a hook starts, machines with databases, takes as long as a test.
    hookTimeout: timeoutMs,
    expect: { poll: { timeout: timeoutMs / 2 } },
    ...reporting,
  },
});
