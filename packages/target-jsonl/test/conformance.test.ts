import { checkTarget, renderFindings } from "@tap-instagram/singer/testing";
import { describe, expect, it } from "vitest";
import { COMMAND, sandbox } from "./run-cli.ts";

describe("target-jsonl", () => {
  it("passes the conformance suite of the Singer kit", async () => {
    using box = sandbox();
    const [command = "", ...args] = COMMAND;
    const config = { destination_path: box.output };
    const report = await checkTarget({ command, args, config });
    expect(report.checks.length).toBeGreaterThan(0);
    expect(renderFindings(report)).not.toMatch(/defect|advice/);
    expect(report.findings).toEqual([]);
  });
});
