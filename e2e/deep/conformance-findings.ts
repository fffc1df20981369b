import { checkTap, checkTarget, type Executable, type Finding } from "@tap-instagram/singer/testing";
import { expect } from "vitest";
import { daysAgo } from "../test/days-ago.ts";
import { simulatorProcess, temporaryFolder } from "../test/processes.ts";

/** What the conformance suite finds in a tap and a target, when it looks at everything. */
export async function conformanceFindings(tap: Executable, target: Executable): Promise<Finding[]> {
  const { url, tokens } = await simulatorProcess(["--world", "tiny", "--latency-ms", "5"]);
  const ofTap = { access_token: tokens["user"], api_url: url, start_date: daysAgo(40) };
  const ofTarget = { destination_path: temporaryFolder() };
  const [tapReport, targetReport] = await Promise.all([
    checkTap({ ...tap, config: ofTap }),
    checkTarget({ ...target, config: ofTarget }),
  ]);
  expect(tapReport.checks).toEqual(expect.arrayContaining(["second sync", "SIGTERM", "closed pipe"]));
  expect(targetReport.checks).toEqual(expect.arrayContaining(["states", "wrong input", "SIGTERM"]));
  return [...tapReport.findings, ...targetReport.findings];
}
