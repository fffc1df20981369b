/**
 * Runs every check one after the other, goes on after failures, and ends with the total of checks and tests as
 * `N passed, N failed`.
 */
import type { SpawnSyncOptions } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { xSync } from "tinyexec";
import { pinnedWheel, SdkDownloadError } from "./vendor/sdk/download-sdk.ts";

const reports = mkdtempSync(join(tmpdir(), "tap-instagram-reports-"));
const total = { passed: 0, failed: 0 };

/** At least ten times as many random cases as `npm test` tries by itself, in the same run of the same tests. */
const atLength = {
  CHAOS_POSTS: "5000",
  HOSTILE_FILES: "1700",
  INTERRUPTIONS: "50",
  TAP_FUZZ: "10000",
  TARGET_JSONL_CRASHES: "100",
  TARGET_JSONL_FUZZ: "10000",
  TEST_TIMEOUT_MS: "300000",
};

check("format", "npm", ["run", "format:check"]);
check("lint", "npm", ["run", "lint"]);
check("types", "npm", ["run", "typecheck"]);
check("versions", "npm", ["run", "version:check"]);
check("repository", "npm", ["run", "repository:check"]);
check("docs", "npm", ["run", "docs:check"]);
check("examples", "npm", ["run", "examples:check"]);
check("meltano definitions", "npm", ["run", "meltano:check"]);
check("dbt models", "npm", ["run", "dbt:check"]);
check("changesets", "npm", ["run", "changeset:check"]);
check("demo", "npm", ["run", "demo", "--", "--output", join(reports, "demo")]);
// README's command for the tests, of all packages even where one fails, with as much of what comes at random as there is time for only here; then the tests
// that need the package registry.
countTests([
  [["npm", "test", "--", "--continue"], atLength],
  [["npm", "run", "test:deep"], {}],
]);
await checkVendorNames();
check("jsr", "npx", ["deno", "publish", "--dry-run", "--allow-dirty"]);
check("deno types", "npx", ["deno", "check", ...entryPoints()]);

rmSync(reports, { recursive: true, force: true });
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

function check(
  name: string,
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): void {
  const isFine = run(command, args, env);
  total[isFine ? "passed" : "failed"] += 1;
  process.stdout.write(`${isFine ? "✓" : "✗"} ${name}\n`);
}

/** Where PyPI cannot be reached, that is no failure, and no pass either. */
async function checkVendorNames(): Promise<void> {
  const name = "names of Meta's SDK";
  try {
    await pinnedWheel();
  } catch (error) {
    // What else may be wrong with the wheel, the check says.
    if (error instanceof SdkDownloadError) {
      process.stdout.write(
        `- ${name}: SKIPPED, it counts neither as passed nor as failed. ${error.message}\n`,
      );
      return;
    }
  }
  check(name, "npm", ["run", "vendor:check"]);
}

function run(command: string, args: readonly string[], env: Record<string, string> = {}): boolean {
  process.stdout.write(`\n> ${[command, ...args].join(" ")}\n`);
  const nodeOptions = { stdio: ["ignore", "inherit", "inherit"], env } satisfies SpawnSyncOptions;
  return xSync(command, args, { nodeOptions }).exitCode === 0;
}

/** Each package leaves a report. A run that failed without a failing test failed all the same: a file did not load. */
function countTests(
  commands: readonly (readonly [command: readonly [string, ...string[]], env: Record<string, string>])[],
): void {
  const areFine = commands.map(([[command, ...args], env]) =>
    run(command, args, { ...env, VITEST_REPORT_FOLDER: reports }),
  );
  let failed = 0;
  for (const name of readdirSync(reports)) {
    if (!name.endsWith(".json")) continue;
    const report: { numPassedTests: number; numFailedTests: number } = JSON.parse(
      readFileSync(join(reports, name), "utf8"),
    );
    total.passed += report.numPassedTests;
    failed += report.numFailedTests;
  }
  total.failed += areFine.every(Boolean) ? failed : Math.max(1, failed);
}

function entryPoints(): string[] {
  return readdirSync("packages").map((folder) => `packages/${folder}/src/index.ts`);
}
