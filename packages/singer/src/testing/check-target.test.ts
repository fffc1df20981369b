import process from "node:process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkTarget, renderFindings, type ConformanceReport } from "../testing.ts";
import type { TargetArea } from "./check-target.ts";

const script = (name: string): string =>
  fileURLToPath(new URL(`../testing-fixtures/${name}`, import.meta.url));

function targetWith(defect: string, area?: TargetArea): Promise<ConformanceReport> {
  return checkTarget({
    command: process.execPath,
    args: [script("hostile-target.mjs")],
    config: { defect },
    timeoutMs: defect === "waits for its input" ? 1_500 : undefined,
    areas: area && [area],
  });
}

const found = ({ findings }: ConformanceReport): string[] => [...new Set(findings.map(({ check }) => check))];

describe("checkTarget", () => {
  test("finds nothing in a target that behaves, and says what it looked at", async () => {
    expect(renderFindings(await targetWith("none"))).toMatchInlineSnapshot(`
      "5 checks, 0 failed
      ✓ states
      ✓ state before records
      ✓ empty input
      ✓ wrong input
      ✓ SIGTERM"
    `);
  });

  test.concurrent.each<[string, TargetArea, string]>([
    ["prints the message", "states", "states"],
    ["prints no state", "states", "states"],
    ["prints noise", "states", "states"],
    ["forgets its state", "states", "state before records"],
    ["always prints a state", "states", "empty input"],
    ["minds the case", "states", "letter case"],
    ["accepts anything", "wrong input", "wrong input"],
    ["prints a state when it fails", "wrong input", "wrong input"],
    ["dies of SIGTERM", "SIGTERM", "SIGTERM"],
    ["waits for its input", "SIGTERM", "SIGTERM"],
  ])("catches a target that has this defect: %s", async (defect, area, check) => {
    expect(found(await targetWith(defect, area))).toContain(check);
  });
});
