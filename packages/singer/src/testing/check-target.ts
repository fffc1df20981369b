import { isJsonObject, preview, type JsonValue } from "../json/json.ts";
import { FindingList, type ConformanceReport } from "./checks/findings.ts";
import {
  hasStackTrace,
  runExecutable,
  type Executable,
  type RunOptions,
  type RunResult,
} from "./run-executable.ts";
import { WorkFolder } from "./work-folder.ts";

/** What {@link checkTarget} needs to know. */
export interface TargetUnderTest extends Executable {
  /** The content of its config file. */
  config: object;
  /** What to check. Default everything. */
  areas?: readonly TargetArea[] | undefined;
}

/** Parts of the target suite. */
export type TargetArea = "states" | "wrong input" | "SIGTERM";

/** A machine under load may become slower. */
const minPauseMs = 500;
/** More than a pipe holds: a program has begun to work when its input is written. */
const pipeBytes = 512 * 1024;

const sampleSchema = {
  type: "SCHEMA",
  stream: "conformance_items",
  schema: { type: "object", properties: { id: { type: ["string"] }, text: { type: ["string", "null"] } } },
  key_properties: ["id"],
};
const record = (id: string, text: string | null = null): object => ({
  type: "RECORD",
  stream: "conformance_items",
  record: { id, text },
});
const state = (step: number): object => ({
  type: "STATE",
  value: { bookmarks: { conformance_items: { step } } },
});
const lines = (...messages: readonly (object | string)[]): string =>
  messages.map((message) => `${typeof message === "string" ? message : JSON.stringify(message)}\n`).join("");

/**
 * Feeds a target, in any language, and reports what is wrong. It looks at the states that the target prints, also when
 * records follow the last one, at wrong input, at empty input, and at SIGTERM while the input stays open.
 *
 * @throws when the command cannot be started.
 *
 * @example
 * ```ts
 * import { checkTarget, renderFindings } from "@tap-instagram/singer/testing";
 *
 * const report = await checkTarget({ command: "target-file", config: { path: "records.jsonl" } });
 * if (report.findings.length > 0) throw new Error(renderFindings(report));
 * ```
 */
export async function checkTarget(target: TargetUnderTest): Promise<ConformanceReport> {
  const findings = new FindingList();
  await WorkFolder.use(async (folder) => {
    const config = await folder.file("config.json", target.config);
    const run = (input: string, options: RunOptions = {}): Promise<RunResult> =>
      runExecutable(target, ["--config", config], { input, ...options });
    const looksAt = (area: TargetArea): boolean => target.areas?.includes(area) ?? true;
    if (looksAt("states")) await checkStates(run, findings);
    if (looksAt("wrong input")) await checkRefusals(run, findings);
    if (looksAt("SIGTERM")) await checkSigterm(run, findings);
  });
  return findings.report();
}

type Run = (input: string, options?: RunOptions) => Promise<RunResult>;

async function checkStates(run: Run, findings: FindingList): Promise<void> {
  const full = await run(lines(sampleSchema, record("1", "é😀"), state(1), record("2"), state(2)));
  expectState("states", full, 2, findings);
  expectState("state before records", await run(lines(sampleSchema, state(1), record("1"))), 1, findings);
  findings.recordCheck("empty input");
  const empty = await run("");
  if (empty.exitCode !== 0)
    findings.defect("empty input", `Without input it ends with exit code ${empty.exitCode}`);
  if (empty.stdout.trim() !== "") {
    findings.defect(
      "empty input",
      `Without input it prints ${preview(empty.stdout)}, which would replace the stored state`,
    );
  }
  const lower = await run(lines({ ...sampleSchema, type: "schema" }, { ...record("1"), type: "record" }));
  if (lower.exitCode !== 0)
    findings.advice(
      "letter case",
      'It refuses "type": "schema"; the case does not matter by the specification',
    );
  const blank = await run(`\n${lines(sampleSchema)}\n`);
  if (blank.exitCode !== 0) findings.advice("blank lines", "It fails at a blank line");
}

function expectState(check: string, run: RunResult, step: number, findings: FindingList): void {
  findings.recordCheck(check);
  if (run.exitCode !== 0) {
    findings.defect(check, `Good input ends with exit code ${run.exitCode}: ${run.stderr.slice(-300)}`);
    return;
  }
  const printed: JsonValue[] = [];
  for (const line of run.stdout.split("\n").filter((text) => text.trim() !== "")) {
    try {
      printed.push(JSON.parse(line));
    } catch {
      findings.defect(check, `stdout has a line that is not a state: ${preview(line)}`);
    }
  }
  const last = printed.at(-1);
  if (isJsonObject(last) && last.type === "STATE") {
    findings.defect(check, `It prints the whole STATE message, wanted its bare value: ${preview(last)}`);
  } else if (JSON.stringify(last) !== JSON.stringify({ bookmarks: { conformance_items: { step } } })) {
    findings.defect(
      check,
      `The last state printed is ${preview(last ?? "none")}, wanted that of step ${step}`,
    );
  }
}

async function checkRefusals(run: Run, findings: FindingList): Promise<void> {
  const wrong: readonly (readonly [string, string])[] = [
    ["a line that is not JSON", lines(sampleSchema, "{nope", state(1))],
    ["a record before its schema", lines(record("1"), state(1))],
    ["a record without its key", lines(sampleSchema, { ...record("1"), record: { text: "x" } }, state(1))],
  ];
  findings.recordCheck("wrong input");
  for (const [what, input] of wrong) {
    const result = await run(input);
    if (result.exitCode === 0) findings.defect("wrong input", `It accepts ${what}`);
    if (result.stdout.trim() !== "") {
      findings.defect("wrong input", `After ${what} it prints a state: ${preview(result.stdout)}`);
    }
    if (hasStackTrace(result.stderr))
      findings.advice("wrong input", `It shows people a stack trace for ${what}`);
  }
}

async function checkSigterm(run: Run, findings: FindingList): Promise<void> {
  findings.recordCheck("SIGTERM");
  const text = "x".repeat(1024);
  const more = Array.from({ length: pipeBytes / text.length }, (_, index) => record(`${index + 2}`, text));
  const input = lines(sampleSchema, record("1"), state(1), ...more);
  // Nothing shows from outside when it has read everything: wait three times as long as the whole input took.
  const { durationMs } = await run(input);
  const result = await run(input, {
    keepsInputOpen: true,
    signal: "SIGTERM",
    afterMs: Math.max(minPauseMs, 3 * durationMs),
  });
  if (result.isTimedOut) {
    findings.defect("SIGTERM", "After SIGTERM it waits for the end of its input, and was killed");
  } else if (result.exitCode !== 0) {
    const how = result.signal ?? `exit code ${result.exitCode}`;
    findings.defect("SIGTERM", `After SIGTERM it ends with ${how}, wanted exit code 0`);
  } else {
    expectState("SIGTERM", result, 1, findings);
  }
}
