import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTap } from "@tap-instagram/singer";
import { createMemoryHost } from "@tap-instagram/singer/testing";
import { createTapInstagram } from "tap-instagram";
import { expect, onTestFinished, test } from "vitest";
import { now, run, simulated } from "../../test/simulated.ts";

test("what is asked of media and stories is what the tap asks by default", async () => {
  const simulator = await simulated({ world: "tiny" });
  await run(simulator, { args: ["--only", "media-fields-accepted,story-fields-accepted"] });
  const asked = fieldsAsked(simulator.requests().entries);
  simulator.clearRequests();
  await sync(simulator.url, simulator.tokens.user);
  expect(asked).toEqual(fieldsAsked(simulator.requests().entries));
});

/** The fields of the first requests for media and stories, in order of their names. */
function fieldsAsked(entries: readonly { template: string; query: Readonly<Record<string, string>> }[]) {
  const fieldsOf = (template: string) =>
    entries
      .find((entry) => entry.template === template)
      ?.query["fields"]?.split(/[,{}]/)
      .toSorted();
  return { media: fieldsOf("/{ig-user}/media"), stories: fieldsOf("/{ig-user}/stories") };
}

async function sync(apiUrl: string, token: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "verify-live-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const config = join(folder, "config.json");
  writeFileSync(config, JSON.stringify({ access_token: token, api_url: apiUrl, start_date: "2026-09-20" }));
  const host = createMemoryHost({ argv: ["--config", config], now: () => now });
  expect(await runTap(createTapInstagram(), host)).toBe(0);
}
