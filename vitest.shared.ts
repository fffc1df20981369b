import { basename, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { defaultServerConditions } from "vite";
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

/** What other packages have built. Node loads it as it is; Vite would take three times as long. */
const builtFiles: RegExp = /\/packages\/[^/]+\/dist\//;

/** Turbo builds what a package imports before it tests the package. */
const importsAreBuilt = process.env["TURBO_HASH"] !== undefined;

/** Of the V8 in Node 20. Later ones do not know the first flag, and Node does not start with a flag that it does not know. */
const v8Flags = ["--interrupt-budget=600000", "--min-semi-space-size=32", "--max-semi-space-size=64"];
const knowsFlags =
  process.versions.node.startsWith("20.") && !("deno" in process.versions) && !("bun" in process.versions);

/** In CI, some tests try ten thousand cases. */
const hasFewCases = process.env["CI"] === undefined;

/**
 * Every package tests its TypeScript sources. Of other packages it imports what is built, if turbo has just built it, and
 * else the sources: who runs one file by hand builds nothing first.
 */
export default defineConfig({
  ssr: importsAreBuilt ? {} : { resolve: { conditions, externalConditions: conditions } },
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
