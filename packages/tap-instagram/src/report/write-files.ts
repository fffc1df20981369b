import { extname } from "node:path";
import {
  InvalidInputError,
  UsageError,
  type JsonObject,
  type Problem,
  type RunStart,
} from "@tap-instagram/singer";
import { reportDocument } from "./documents/report-document.ts";
import { summaryDocument } from "./documents/summary-document.ts";
import type { RunFacts } from "./facts/run-facts.ts";
import { metricsText } from "./prometheus/run-metrics.ts";
import { isOutput, isSameFile, prepareRunFile, problemOfWriting } from "./run-files.ts";

type RunFiles = RunStart["files"];

/**
 * Refuses files that cannot be written, before anything is read, and removes what an earlier run wrote: if this one is killed,
 * it is not taken for the work of this run. An old file for Prometheus stays: its time stamp tells that it is old, and a gap tells less.
 *
 * @throws UsageError, InvalidInputError
 */
export function prepareFiles({ summary, reports, metrics }: RunFiles, inputs: RunStart["inputs"]): void {
  const unknown = reports.find((path) => ![".html", ".json"].includes(extname(path)));
  if (unknown !== undefined)
    throw new UsageError(`The flag --report takes a file that ends in .html or .json, not ${unknown}`);
  refuseSharedFiles({ summary, reports, metrics }, inputs);
  const problems: Problem[] = [];
  const check = (flag: string, path: string | undefined, isRemoved: boolean): void => {
    const problem = path === undefined ? undefined : prepareRunFile(path, isRemoved);
    if (problem) problems.push({ place: `${flag} ${path}`, message: problem });
  };
  check("--metrics-file", metrics, false);
  for (const path of reports) check("--report", path, true);
  check("--summary", summary, true);
  refuse(problems);
}

/** @throws UsageError where one file would overwrite another, or one that the run reads. */
function refuseSharedFiles({ summary, reports, metrics }: RunFiles, inputs: RunStart["inputs"]): void {
  const wanted = [
    ...(summary === undefined ? [] : [{ flag: "--summary", path: summary }]),
    ...reports.map((path) => ({ flag: "--report", path })),
    ...(metrics === undefined ? [] : [{ flag: "--metrics-file", path: metrics }]),
  ];
  for (const [at, { flag, path }] of wanted.entries()) {
    const input = inputs.find((one) => isSameFile(one.path, path));
    if (input !== undefined)
      throw new UsageError(
        `The flag ${flag} would overwrite ${path}, which ${input.flag} reads: give it a file of its own`,
      );
    if (isOutput(path))
      throw new UsageError(
        `The flag ${flag} would write into ${path}, where the messages of the sync go: give it a file of its own`,
      );
    const other = wanted.slice(0, at).find((one) => isSameFile(one.path, path));
    if (other === undefined) continue;
    throw new UsageError(
      `The flags ${other.flag} and ${flag} write the same file, ${path}: give each a file of its own`,
    );
  }
}

/**
 * Writes what is asked for. One file that cannot be written does not keep the others from it.
 *
 * @throws InvalidInputError
 */
export async function writeFiles({ summary, reports, metrics }: RunFiles, facts: RunFacts): Promise<void> {
  const problems: Problem[] = [];
  const write = (flag: string, path: string | undefined, text: () => string): void => {
    if (path === undefined) return;
    const problem = problemOfWriting(path, text());
    if (problem) problems.push({ place: `${flag} ${path}`, message: problem });
  };
  write("--metrics-file", metrics, () => metricsText(facts));
  for (const path of reports) {
    const text = extname(path) === ".html" ? await pageText(facts) : jsonText(reportDocument(facts));
    write("--report", path, () => text);
  }
  write("--summary", summary, () => jsonText(summaryDocument(facts)));
  refuse(problems);
}

/** The page and what draws its plots are loaded only where one is wanted. */
async function pageText(facts: RunFacts): Promise<string> {
  const { reportPage } = await import("./html/page.ts");
  return reportPage(facts);
}

function jsonText(document: JsonObject): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InvalidInputError("Cannot write what tells of the run", problems);
}
