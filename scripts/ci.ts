/**
 * Runs every check, goes on after failures, says again at the end what failed, and ends with the total of checks and tests
 * as `N passed, N failed`.
 */
import type { SpawnOptions, SpawnSyncOptions } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { x, xSync } from "tinyexec";
import { memoryFolder } from "./ci/memory-folder.ts";
import { readTestReports } from "./ci/test-reports.ts";
import { pinnedWheel, SdkDownloadError } from "./vendor/sdk/download-sdk.ts";

const inMemory = memoryFolder();
if (inMemory !== undefined) process.env["TMPDIR"] = inMemory;
const reports = mkdtempSync(join(tmpdir(), "tap-instagram-reports-"));
const total = { passed: 0, failed: 0 };
const failures: string[] = [];
const retried: string[] = [];

/** The same commit has the same random cases on every machine, and the next commit has others. */
const commit = xSync("git", ["rev-parse", "HEAD"]).stdout;
const randomSeed = String(Number.parseInt(commit.slice(0, 7) || "1", 16));

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

// Deno's checks keep one core busy, so those of Node run beside them. They only read; what builds or writes comes after.
await Promise.all([
  checkInTurn([
    ["format", "npm", ["run", "format:check"]],
    ["lint", "npm", ["run", "lint"]],
    ["types", "npm", ["run", "typecheck"]],
    ["versions", "npm", ["run", "version:check"]],
    ["repository", "npm", ["run", "repository:check"]],
    ["docs", "npm", ["run", "docs:check"]],
    ["meltano definitions", "npm", ["run", "meltano:check"]],
    ["dbt models", "npm", ["run", "dbt:check"]],
    ["changesets", "npm", ["run", "changeset:check"]],
  ]),
  checkInTurn([
    ["examples", "npm", ["run", "examples:check"]],
    // It checks the types of every entry point first.
    ["jsr, deno types", "npx", ["deno", "publish", "--dry-run", "--allow-dirty"]],
  ]),
]);
await check("demo", "npm", ["run", "demo", "--", "--output", join(reports, "demo")]);
// README's command for the tests, of all packages even where one fails, with as much of what comes at random as there is time for only here; then the tests
// that need the package registry.
countTests([
  [["npm", "test", "--", "--continue"], atLength],
  [["npm", "run", "test:deep"], { TEST_TIMEOUT_MS: atLength.TEST_TIMEOUT_MS }],
]);
await checkVendorNames();

// The reports are in the folder in memory, where there is one.
rmSync(inMemory ?? reports, { recursive: true, force: true });
// Whoever reads only the end of a long log learns what to mend.
list("Passed when tried once more, which a test should not need", retried);
list("Failed", failures);
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function checkInTurn(
  checks: readonly (readonly [name: string, command: string, args: readonly string[]])[],
): Promise<void> {
  for (const [name, command, args] of checks) await check(name, command, args);
}

/** What a check prints is shown where it fails: some print a line for each of a thousand files. */
async function check(name: string, command: string, args: readonly string[]): Promise<void> {
  const line = announce(command, args);
  const stdio: SpawnOptions["stdio"] = ["ignore", "pipe", "pipe"];
  const { exitCode, stdout, stderr } = await x(command, args, { nodeOptions: { stdio } });
  const isFine = exitCode === 0;
  if (!isFine) {
    process.stdout.write(`${stdout}${stderr}`);
    failures.push(`${name}: ${line} ends with ${exitCode}; its output is above.`);
  }
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
  await check(name, "npm", ["run", "vendor:check"]);
}

/** Each package leaves a report. A run that failed without a failing test failed all the same: a file did not load. */
function countTests(
  commands: readonly (readonly [command: readonly [string, ...string[]], env: Record<string, string>])[],
): void {
  const failed = commands.flatMap(([[command, ...args], env]) => {
    const line = announce(command, args);
    const nodeOptions = {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...env, RANDOM_SEED: randomSeed, TEST_RETRIES: "1", VITEST_REPORT_FOLDER: reports },
    } satisfies SpawnSyncOptions;
    const { exitCode } = xSync(command, args, { nodeOptions });
    return exitCode === 0 ? [] : [`${line} ends with ${exitCode}; its output is above.`];
  });
  const results = readTestReports(reports);
  failures.push(...results.failures, ...failed);
  retried.push(...results.retried);
  total.passed += results.passed;
  total.failed += failed.length === 0 ? results.failed : Math.max(1, results.failed);
}

function list(title: string, entries: readonly string[]): void {
  if (entries.length > 0) process.stdout.write(`\n${title}:\n\n${entries.join("\n\n")}\n\n`);
}

function announce(command: string, args: readonly string[]): string {
  const line = [command, ...args].join(" ");
  process.stdout.write(`\n> ${line}\n`);
  return line;
}
