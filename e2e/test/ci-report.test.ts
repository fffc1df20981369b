import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { expect, test } from "vitest";
import { readTestReports } from "../../scripts/ci/test-reports.ts";
import { repositoryPath } from "./commands.ts";
import { temporaryFolder } from "./processes.ts";

const sources = {
  "vitest.config.ts": `export { default } from ${JSON.stringify(repositoryPath("vitest.shared.ts"))};`,
  "src/both.test.ts": `import { expect, test } from "vitest";
    test("holds", () => {});
    test("does not hold", () => expect("a lion").toBe("a cat"));
    let tries = 0;
    test("holds at last", () => expect((tries += 1)).toBe(2));`,
  "src/broken.test.ts": 'throw new Error("No engine in here.");',
};

test("CI counts the tests, and names those that fail, those tried twice and the files that do not load", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "src"));
  symlinkSync(repositoryPath("node_modules"), join(folder, "node_modules"));
  for (const [name, source] of Object.entries(sources)) writeFileSync(join(folder, name), source);
  const reports = join(folder, "reports");
  const env = { ...process.env, VITEST_REPORT_FOLDER: reports, TEST_RETRIES: "1" };
  spawnSync(process.execPath, [repositoryPath("node_modules/vitest/vitest.mjs"), "run"], {
    cwd: folder,
    env,
  });

  expect(readTestReports(reports)).toEqual({
    passed: 2,
    failed: 1,
    failures: [
      expect.stringMatching(
        /both\.test\.ts > does not hold\n {4}AssertionError: expected 'a lion' to be 'a cat'/,
      ),
      expect.stringMatching(/broken\.test\.ts\n {4}No engine in here\./),
    ],
    retried: [
      expect.stringMatching(/both\.test\.ts > holds at last\n {4}AssertionError: expected 1 to be 2/),
    ],
  });
});
