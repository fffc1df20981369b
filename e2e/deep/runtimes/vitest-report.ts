import type { Ended } from "../../test/processes.ts";

interface Report {
  numPassedTests: number;
  testResults: { assertionResults: { status: string; fullName: string }[] }[];
}

/** What a run of vitest with `--reporter=json` found. @throws when it ended before it could say. */
export function reportOf({ stdout, stderr }: Ended): { passed: number; failed: string[] } {
  if (!stdout.includes("{")) throw new Error(`vitest left no report: ${stderr}`);
  const report: Report = JSON.parse(stdout.slice(stdout.indexOf("{")));
  const failed = report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === "failed").map(({ fullName }) => fullName),
  );
  return { passed: report.numPassedTests, failed };
}
