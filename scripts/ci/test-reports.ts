import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import process from "node:process";

/** What the tests of all packages came to. */
export interface TestResults {
  readonly passed: number;
  readonly failed: number;
  /** One entry for each test that failed and each file that did not load: which one, and the first lines of why. */
  readonly failures: readonly string[];
  /** The same of each test that failed and then passed. */
  readonly retried: readonly string[];
}

/** A report of Vitest, as far as it is read here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string | undefined;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | undefined;
    }[];
  }[];
}

/** Adds up the reports that Vitest leaves in `folder`, one for each package. */
export function readTestReports(folder: string): TestResults {
  const reports = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name): Report => JSON.parse(readFileSync(join(folder, name), "utf8")));
  return {
    passed: sum(reports, "numPassedTests"),
    failed: sum(reports, "numFailedTests"),
    failures: reports.flatMap(({ testResults }) => testResults.flatMap(failuresOf)),
    retried: reports.flatMap(({ testResults }) => testResults.flatMap(retriedOf)),
  };
}

type FileResult = Report["testResults"][number];

function failuresOf(file: FileResult): string[] {
  const failed = file.assertionResults.filter(({ status }) => status === "failed");
  if (failed.length > 0) return failed.map((one) => tell(file, one));
  return file.status === "failed" ? [`${placeOf(file)}\n${firstLines(file.message)}`] : [];
}

function retriedOf(file: FileResult): string[] {
  return file.assertionResults
    .filter(({ status, failureMessages = [] }) => status === "passed" && failureMessages.length > 0)
    .map((one) => tell(file, one));
}

function tell(
  file: FileResult,
  { fullName, failureMessages }: FileResult["assertionResults"][number],
): string {
  return `${placeOf(file)} > ${fullName}\n${firstLines(failureMessages?.join("\n"))}`;
}

function placeOf({ name }: FileResult): string {
  return relative(process.cwd(), name);
}

function firstLines(text: string | undefined): string {
  const lines = (text ?? "It gives no reason; its output is above.").split("\n", 20);
  return lines.map((line) => `    ${line.slice(0, 300)}`).join("\n");
}

function sum(reports: readonly Report[], name: "numPassedTests" | "numFailedTests"): number {
  return reports.reduce((total, report) => total + report[name], 0);
}
