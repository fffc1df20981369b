import { checkTarget, renderFindings } from "@tap-instagram/singer/testing";
import { describe, expect, test } from "vitest";
import { cliCommand, sandbox } from "./run-cli.ts";

describe("target-jsonl", () => {
  // It starts the command some twenty times.
  test("passes the conformance suite of the Singer kit", async () => {
    using box = sandbox();
    const [command = "", ...args] = cliCommand;
    const config = { destination_path: box.output };
    const report = await checkTarget({ command, args, config });
    expect(report.checks.length).toBeGreaterThan(0);
    expect(renderFindings(report)).not.toMatch(/defect|advice/);
    expect(report.findings).toEqual([]);
  });
});
