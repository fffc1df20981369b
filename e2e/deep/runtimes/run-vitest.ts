import { repositoryPath } from "../../test/commands.ts";
import { ended, start } from "../../test/processes.ts";
import { reportOf } from "./vitest-report.ts";

interface Run {
  /** The package's folder below `packages/`. */
  folder: string;
  tests: readonly string[];
  env: Record<string, string>;
}

/** Runs tests of a package, with vitest itself running on the given runtime. */
export async function runVitest(
  [executable = "", ...args]: readonly string[],
  { folder, tests, env }: Run,
): Promise<ReturnType<typeof reportOf>> {
  const vitest = repositoryPath("node_modules/vitest/vitest.mjs");
  const flags = ["--reporter=json", "--testTimeout=120000"];
  const running = start(executable, [...args, vitest, "run", ...tests, ...flags], {
    cwd: repositoryPath(`packages/${folder}`),
    // Its tests are counted as one of ours, and are tried again as one: a second try inside would be told nowhere.
    env: { ...env, VITEST_REPORT_FOLDER: undefined, TEST_RETRIES: undefined },
  });
  return reportOf(await ended(running));
}
