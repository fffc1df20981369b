import { describe, expect, test } from "vitest";
import { checkTap, checkTarget } from "@tap-instagram/singer/testing";
import { built } from "./commands.ts";
import { simulatorProcess, temporaryFolder } from "./processes.ts";

describe("the conformance suite finds nothing", { timeout: 120_000 }, () => {
  test("in the tap", async () => {
    const { url, tokens } = await simulatorProcess(["--world", "tiny", "--latency-ms", "5"]);
    const report = await checkTap({
      command: process.execPath,
      args: [built.tap],
      config: { access_token: tokens["user"], api_url: url, start_date: "2026-01-01" },
    });
    expect(report.findings).toEqual([]);
    expect(report.checks.length).toBeGreaterThan(20);
  });

  test("in the target", async () => {
    const config = { destination_path: temporaryFolder() };
    const report = await checkTarget({ command: process.execPath, args: [built.target], config });
    expect(report.findings).toEqual([]);
    expect(report.checks.length).toBeGreaterThan(4);
  });
});
