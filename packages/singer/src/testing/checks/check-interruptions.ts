import type { Catalog } from "../../catalog/catalog.ts";
import { isJsonObject } from "../../json/json.ts";
import type { TapTest } from "./tap-test.ts";

/** Checks SIGTERM after the first record, and a reader that stops reading after it. */
export async function checkInterruptions(test: TapTest, catalog: Catalog): Promise<void> {
  await checkSigterm(test, catalog);
  await checkClosedPipe(test, catalog);
}

async function checkSigterm({ findings, folder, run }: TapTest, catalog: Catalog): Promise<void> {
  const check = "SIGTERM";
  const flags = ["--catalog", await folder.file("catalog.json", catalog)];
  const result = await run(flags, { signal: "SIGTERM" });
  if (!result.isInterrupted) {
    findings.note("SIGTERM during a sync was not tried: it wrote no record");
    return;
  }
  findings.recordCheck(check);
  if (result.exitCode !== 0) {
    const how =
      result.exitCode === null ? `is ended by ${result.signal}` : `ends with exit code ${result.exitCode}`;
    findings.defect(check, `After SIGTERM it ${how}, wanted a STATE and exit code 0`);
  }
  const last = result.stdout.trimEnd().split("\n").at(-1) ?? "";
  if (typeOf(last) !== "STATE") {
    findings.defect(
      check,
      `After SIGTERM its last line is not STATE, and its work is lost: ${last.slice(0, 100)}`,
    );
  }
}

async function checkClosedPipe({ findings, folder, run }: TapTest, catalog: Catalog): Promise<void> {
  const check = "closed pipe";
  const flags = ["--catalog", await folder.file("catalog.json", catalog)];
  const result = await run(flags, { closesOutput: true });
  if (!result.isInterrupted) return;
  findings.recordCheck(check);
  if (result.isTimedOut) findings.defect(check, "It goes on after the reader of its stdout is gone");
  if (/EPIPE|Broken ?pipe/i.test(result.stderr)) {
    findings.defect(check, "It reports the closed pipe on stderr, which hides why the target stopped");
  }
}

function typeOf(line: string): string | undefined {
  try {
    const json: unknown = JSON.parse(line);
    return isJsonObject(json) && typeof json.type === "string" ? json.type.toUpperCase() : undefined;
  } catch {
    return undefined;
  }
}
