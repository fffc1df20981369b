import { expect, test } from "vitest";
import { checkTap } from "@tap-instagram/singer/testing";
import { built } from "./commands.ts";
import { simulatorHere } from "./simulator-here.ts";

// The tests of the target do the same with it.
test("the conformance suite finds nothing in the tap", async () => {
  const { url, tokens, tapEnv } = await simulatorHere({ world: "tiny", latencyMs: 5 });
  const report = await checkTap({
    command: process.execPath,
    args: [built.tap],
    // Not each stream alone, which takes thirty processes: the tests of the tap look at that, and the deep ones do.
    areas: ["command line", "second sync", "selection", "interruptions"],
    config: { access_token: tokens.user, api_url: url, start_date: tapEnv["TAP_INSTAGRAM_START_DATE"] },
  });
  expect(report.findings).toEqual([]);
  expect(report.checks.length).toBeGreaterThan(20);
});
