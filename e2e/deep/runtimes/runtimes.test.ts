import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { daysAgo } from "../../test/days-ago.ts";
import { ended, simulatorProcess, start, temporaryFolder, type Ended } from "../../test/processes.ts";
import {
  byStreamAndAccount,
  finalState,
  messagesOf,
  recordsOf,
  withoutDrift,
} from "../../test/singer-lines.ts";
import { conformanceFindings } from "../conformance-findings.ts";
import { load, loadSlowly, loadZstd } from "./packed-loads.ts";
import { sharedFolder } from "../shared-folder.ts";
import { installRuntimes, nodeIn, runtimesIn } from "./runtimes.ts";
import { runVitest } from "./run-vitest.ts";
import { syncEverywhere, type Syncs } from "./sync-everywhere.ts";
import { testsThatStart } from "./tests-that-start.ts";
import { unusedAddress } from "./unused-address.ts";

const { folder: packed } = inject("packed");
const scriptOf = (name: string): string => join(packed, "node_modules", name, "dist/cli.js");
const folder = sharedFolder();

// Signals are those of POSIX.
describe.skipIf(process.platform === "win32")("the packed commands", { timeout: 240_000 }, () => {
  beforeAll(() => {
    process.env["DENO_NO_UPDATE_CHECK"] = "1";
    return installRuntimes(folder);
  }, 240_000);

  const runtimes = runtimesIn(folder);
  let syncs: Promise<Syncs> | undefined;
  /** The first test that looks at one makes them all. */
  const synced = () => (syncs ??= syncEverywhere(runtimes, scriptOf));

  test.each(runtimes.filter(({ stressFlags }) => stressFlags !== undefined))(
    "end on $name, though threads wait for a garbage collection",
    async ({ executable, stressFlags = [] }) => {
      const target = [executable, ...stressFlags, scriptOf("target-jsonl")];
      const loads = Array.from({ length: 16 }, () => loadSlowly(target));
      for (const loaded of await Promise.all(loads)) expect(loaded).toMatchObject({ code: 0 });
    },
  );

  describe.each(runtimes)("on $name", ({ name, executable, args, byName, hasZstd, isTriedAtLength }) => {
    const tap = [...args, scriptOf("tap-instagram")];
    const target = [...args, scriptOf("target-jsonl")];

    test("pass the conformance suite", async () => {
      const command = executable;
      expect(await conformanceFindings({ command, args: tap }, { command, args: target })).toEqual([]);
    });

    test("sync the same records, end in the same state and write the same files as on this Node", async () => {
      const { here, there } = await synced();
      expect(readBack(await there.get(name))).toEqual(readBack(here));

      const [ofThis, ofThat] = await Promise.all([
        load([process.execPath, scriptOf("target-jsonl")], here.stdout),
        load([executable, ...target], here.stdout),
      ]);
      expect(ofThat).toEqual(ofThis);
      expect(Object.keys(ofThis)).toContain("media_insights.jsonl");
    });

    test("say in one short line that nobody answers", async () => {
      const address = await unusedAddress();
      const settings = { API_URL: address, ACCESS_TOKEN: "EAAGnone", MAX_RETRIES: "0" };
      const named = Object.entries(settings).map(([key, value]) => [`TAP_INSTAGRAM_${key}`, value]);
      const env: Record<string, string> = Object.fromEntries(named);
      const { code, stderr } = await ended(start(executable, [...tap, "--config", "ENV"], { env }));
      expect(code).toBe(4);
      expect(stderr).toMatch(
        /^CRITICAL Cannot GET \/me\/accounts: No connection to 127\.0\.0\.1:\d+: (?=.*refused).{8,320}$/im,
      );
      expect(stderr).not.toContain(address);
    });

    test.runIf(hasZstd)("compress with zstd, and read what they compressed", async () => {
      const cwd = temporaryFolder();
      for (const _ of ["a file is written", "it is read, to replace its row"])
        expect(await loadZstd([executable, ...target], cwd)).toMatchObject({ code: 0, stdout: '{"at":1}\n' });
      const script = `process.stdout.write(require("zlib").zstdDecompressSync(require("fs").readFileSync("output/users.jsonl.zst")))`;
      const read = await ended(start(nodeIn(folder, "node26"), ["--eval", script], { cwd }));
      expect(read).toMatchObject({ code: 0, stdout: '{"id":1}\n' });
    });

    test.skipIf(hasZstd)("refuse zstd, which is missing there, and say so", async () => {
      const refused = await loadZstd([executable, ...target], temporaryFolder());
      expect(refused).toMatchObject({ code: 1, stdout: "" });
      expect(refused.stderr).toContain("needs Node 22.15 or later");
    });

    test.runIf(byName !== undefined)("start by their names, without any Node", async () => {
      for (const command of ["tap-instagram", "target-jsonl"]) {
        const env = { PATH: "/nonexistent" };
        const started = start(executable, [...(byName?.(command) ?? []), "--version"], { cwd: packed, env });
        expect(await ended(started)).toMatchObject({
          code: 0,
          stdout: expect.stringMatching(`^${command} v`),
        });
      }
    });

    test.runIf(isTriedAtLength)("wait for a reader that reads late, and lose nothing", async () => {
      const world = join(temporaryFolder(), "world.json");
      writeFileSync(world, JSON.stringify({ accounts: [{ posts: 2500, insightDays: 30 }] }));
      const simulator = await simulatorProcess(["--world", world]);
      const asked = async () => (await simulator.admin<{ httpRequests: number }>("requests")).httpRequests;
      const syncing = start(executable, [...tap, "--config", "ENV"], { env: simulator.tapEnv });
      // It asks for no more once nobody takes what it has.
      let before = -1;
      for (let now = 0; now === 0 || now !== before; now = await asked()) {
        before = now;
        await sleep(1000);
      }
      expect(syncing.child.exitCode).toBeNull();
      const { code, stdout } = await ended(syncing);
      expect(code).toBe(0);
      expect(await asked()).toBeGreaterThan(before * 1.2);
      const messages = messagesOf(stdout);
      expect(recordsOf(messages, "media")).toHaveLength(2500);
      expect(messages.at(-1)?.type).toBe("STATE");
    });

    test.runIf(isTriedAtLength)("simulate the same world as on this Node", async () => {
      const { here, simulated } = await synced();
      expect(readBack(await simulated.get(name))).toEqual(readBack(here));
    });

    test.runIf(isTriedAtLength)("pass the tests of target-jsonl that start it", async () => {
      const { passed, failed } = await runVitest([process.execPath], {
        folder: "target-jsonl",
        tests: testsThatStart(),
        env: { TARGET_JSONL_COMMAND: JSON.stringify([executable, ...target]) },
      });
      expect(failed).toEqual([]);
      expect(passed).toBeGreaterThan(60);
    });

    test.runIf(isTriedAtLength)("are made of a core that passes its HTTP tests", async () => {
      const { passed, failed } = await runVitest([executable, ...args], {
        folder: "core",
        tests: ["src/graph"],
        env: { TEST_BUILT: "1" },
      });
      expect(failed).toEqual([]);
      expect(passed).toBeGreaterThan(100);
    });

    test.runIf(isTriedAtLength)("are checked just so by the suite where it runs there itself", async () => {
      const { url, tokens } = await simulatorProcess(["--world", "tiny", "--latency-ms", "5"]);
      const ofTap = { access_token: tokens["user"], api_url: url, start_date: daysAgo(40) };
      const crash = join(packed, "crash.mjs");
      writeFileSync(crash, "throw new Error('oops');");
      const reports = JSON.stringify([
        { command: executable, args: tap, config: ofTap, areas: ["interruptions"] },
        { command: executable, args: target, config: { destination_path: temporaryFolder() } },
        { command: executable, args: [...args, crash], config: {}, areas: [] },
      ]);
      const script = `
        import { checkTap, checkTarget } from "@tap-instagram/singer/testing";
        const [tap, target, crash] = ${reports};
        const reports = [await checkTap(tap), await checkTarget(target), await checkTap(crash)];
        console.log(JSON.stringify(reports));
      `;
      writeFileSync(join(packed, "suite.mjs"), script);
      const { code, stdout } = await ended(start(executable, [...args, "suite.mjs"], { cwd: packed }));
      expect(code).toBe(0);
      const [tapReport, targetReport, crashReport] = JSON.parse(stdout);
      expect([...tapReport.findings, ...targetReport.findings]).toEqual([]);
      for (const { checks } of [tapReport, targetReport]) expect(checks).toContain("SIGTERM");
      expect(crashReport.findings).toContainEqual(expect.objectContaining({ check: "no stack trace" }));
    });
  });
});

/** What a tap wrote, but for what differs from run to run. @throws with what went wrong. */
function readBack(sync: Ended | undefined): object {
  if (sync?.code !== 0) throw new Error(`It ended with exit code ${sync?.code}: ${sync?.stderr}`);
  const messages = messagesOf(withoutDrift(sync.stdout));
  return { records: byStreamAndAccount(messages), state: finalState(messages) };
}
