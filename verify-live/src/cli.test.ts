import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { commandOf } from "test-tools/commands";
import { start, type Ended } from "test-tools/processes";
import { expect, onTestFinished, test } from "vitest";
import { simulated } from "../test/simulated.ts";

const [node, cli] = await commandOf(fileURLToPath(new URL("cli.ts", import.meta.url)));

function command(args: readonly string[], env: { [name: string]: string | undefined }): Promise<Ended> {
  return start(node, [cli, ...args], { env }).ended();
}

test("the command reads its settings from the environment and ends with its exit code", async () => {
  const simulator = await simulated();
  const { stdout, code } = await command(["--only", "profile-comes-with-pages,tokens"], {
    VERIFY_LIVE_ACCESS_TOKEN: simulator.tokens.user,
    VERIFY_LIVE_API_URL: simulator.url,
  });
  expect(stdout).toContain("agrees        profile-comes-with-pages");
  expect(stdout).toContain(
    "not testable  appsecret-proof-accepted: needs the app's secret in VERIFY_LIVE_APP_SECRET",
  );
  expect(code).toBe(0);
});

test("the command writes a recording that it can replay, and none without a person's word", async () => {
  const simulator = await simulated({ world: "tiny", now: Date.now });
  const folder = mkdtempSync(join(tmpdir(), "verify-live-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const kept = join(folder, "new", "folder");
  const env = { VERIFY_LIVE_ACCESS_TOKEN: simulator.tokens.user, VERIFY_LIVE_API_URL: simulator.url };
  const record = ["--only", "profile", "--record", kept];

  const refused = await command(record, env);
  expect([refused.code, existsSync(kept)]).toEqual([2, false]);
  expect(refused.stderr).toContain("--yes confirms it");

  const recorded = await command([...record, "--yes"], env);
  expect(recorded.code).toBe(0);
  expect(readFileSync(join(kept, "recording.json"), "utf8")).not.toContain("tiny.bakery");

  const replayed = await command(["--only", "profile", "--replay", kept], {
    VERIFY_LIVE_ACCESS_TOKEN: undefined,
    VERIFY_LIVE_API_URL: undefined,
  });
  expect(replayed.stdout).toMatch(
    /Replaying \d+ answers[^]*agrees {8}profile-fields-accepted[^]*exit code 0/,
  );
  expect(replayed.code).toBe(0);
});
