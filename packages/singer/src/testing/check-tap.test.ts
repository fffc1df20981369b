import process from "node:process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkTap, renderFindings, type ConformanceReport } from "../testing.ts";
import type { TapArea } from "./checks/tap-test.ts";

const script = (name: string): string =>
  fileURLToPath(new URL(`../testing-fixtures/${name}`, import.meta.url));

function tapWith(defect: string, areas?: readonly TapArea[]): Promise<ConformanceReport> {
  return checkTap({
    command: process.execPath,
    args: [script("hostile-tap.mjs")],
    config: { defect, access_token: "very-secret-token", slow: areas?.includes("interruptions") ?? true },
    timeoutMs: defect === "hangs" ? 2000 : undefined,
    areas,
  });
}

const found = ({ findings }: ConformanceReport): string[] => [...new Set(findings.map(({ check }) => check))];

describe("checkTap", () => {
  test("finds nothing in a tap that behaves, and says what it looked at", async () => {
    const report = await tapWith("none");
    expect(renderFindings(report)).toMatchInlineSnapshot(`
      "25 checks, 0 failed
      ✓ wrong flags
      ✓ broken config
      ✓ about
      ✓ no secrets shown
      ✓ no hang
      ✓ no stack trace
      ✓ discovery
      ✓ catalog metadata
      ✓ schema safe
      ✓ sync
      ✓ messages only
      ✓ schema before record
      ✓ schema names its keys
      ✓ keys present
      ✓ keys unique
      ✓ records valid
      ✓ state last
      ✓ state clean
      ✓ catalog round trip
      ✓ second sync
      ✓ streams alone
      ✓ nothing selected
      ✓ property deselected
      ✓ SIGTERM
      ✓ closed pipe"
    `);
  });

  test.concurrent.each<[string, TapArea[], string[]]>([
    ["accepts any flag", ["command line"], ["wrong flags"]],
    ["shows its token", [], ["no secrets shown"]],
    ["noisy discovery", [], ["discovery"]],
    ["long line", [], ["discovery"]],
    ["lacks metadata", [], ["catalog metadata"]],
    ["key not automatic", [], ["catalog metadata"]],
    ["prints noise", [], ["messages only"]],
    ["cut off", [], ["messages only"]],
    ["record before schema", [], ["schema before record"]],
    ["key not in schema", [], ["schema names its keys", "keys present"]],
    ["null key", [], ["keys present", "records valid"]],
    ["repeats keys", [], ["keys unique"]],
    ["invalid date", [], ["records valid"]],
    ["no zone", [], ["records valid"]],
    ["wrong type", [], ["records valid"]],
    ["unknown property", [], ["records valid"]],
    ["half a character", [], ["records valid"]],
    ["no state", [], ["state last"]],
    ["record after state", [], ["state last"]],
    ["leaves progress markers", [], ["state clean"]],
    ["ignores selection", ["selection", "streams alone"], ["streams alone", "nothing selected"]],
    ["keeps deselected properties", ["selection"], ["property deselected"]],
    ["goes back", ["second sync"], ["second sync"]],
    ["forgets a stream", ["second sync"], ["second sync"]],
    ["dies of SIGTERM", ["interruptions"], ["SIGTERM"]],
    ["loses its state at SIGTERM", ["interruptions"], ["SIGTERM"]],
    ["complains of the closed pipe", ["interruptions"], ["closed pipe"]],
    ["crashes with a trace", [], ["no stack trace", "sync"]],
    ["exit code", [], ["sync"]],
    ["hangs", [], ["no hang", "sync"]],
  ])("catches a tap that has this defect: %s", async (defect, areas, checks) => {
    const report = await tapWith(defect, areas);
    for (const check of checks) expect(found(report)).toContain(check);
  });
});
