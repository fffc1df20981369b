import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, inject, test, vi } from "vitest";
import { built, repositoryPath } from "../../test/commands.ts";
import { ended, simulatorProcess } from "../../test/processes.ts";
import { MeltanoProject, meltanoRequirement, shippedDefinition } from "./meltano-project.ts";
import { commandIn, sharedEnvironment, hasPosixPython } from "../../machines/python.ts";
import { sharedFolder } from "../shared-folder.ts";
import { callsMade, expectedRowsOf, rowsOfFiles, smallWorld } from "../small-world.ts";
import { sharedWheels } from "./wheels.ts";

const pipeline = ["run", "tap-instagram", "target-jsonl"];

describe.skipIf(!hasPosixPython)(
  "under Meltano (needs python3 with venv on Linux or macOS)",
  { timeout: 240_000 },
  () => {
    const folder = sharedFolder();
    let meltano: string;
    let project: MeltanoProject;

    beforeAll(async () => {
      const [environment, wheels] = await Promise.all([
        sharedEnvironment(inject("shared"), "meltano", [meltanoRequirement]),
        sharedWheels(),
      ]);
      meltano = commandIn(environment, "meltano");
      project = await MeltanoProject.init(join(folder, "project"), meltano);
      await project.add("tap-instagram", shippedDefinition("tap-instagram", wheels));
      await project.selectDefaults("tap-instagram");
      await project.add("target-jsonl", shippedDefinition("target-jsonl", wheels));
      await project.succeed(["config", "set", "target-jsonl", "load_method", "upsert"]);
    }, 240_000);

    test("a token goes into .env, the other settings into meltano.yml, and the tap gets all of them", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const { url, tokens } = simulator;
      const token = tokens["user"] ?? "";
      const staging = ["--environment", "staging"];
      const config = (...words: string[]) => project.succeed([...staging, "config", ...words]);
      await config("set", "tap-instagram", "access_token", token);
      await config("set", "tap-instagram", "accounts", '["tiny.bakery"]');
      await config("set", "tap-instagram", "insights_lookback_days", "2");
      expect(project.read(".env")).toContain(token);
      expect(project.read("meltano.yml")).not.toContain(token);
      expect(project.read("meltano.yml")).toContain("insights_lookback_days: 2");
      const printed = await config("print", "tap-instagram");
      expect(JSON.parse(printed)).toMatchObject({ accounts: ["tiny.bakery"], insights_lookback_days: 2 });
      expect(printed).not.toContain(token);
      const env = { TAP_INSTAGRAM_API_URL: url };
      const tested = await project.succeed([...staging, "config", "test", "tap-instagram"], env);
      expect(tested).toContain("Plugin configuration is valid");
    });

    test("a wrong token fails the test of the configuration", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const env = { ...simulator.tapEnv, TAP_INSTAGRAM_ACCESS_TOKEN: simulator.tokens["expired"] ?? "" };
      const { code, stdout } = await project.run(["config", "test", "tap-instagram"], env);
      expect(code).not.toBe(0);
      expect(stdout).not.toContain("configuration is valid");
    });

    test("it finds the streams, and columns can be selected by name", async () => {
      const env = { TAP_INSTAGRAM_ACCESS_TOKEN: "EAAnone" };
      const discovered = await project.succeed(["invoke", "tap-instagram", "--discover"], env);
      expect(JSON.parse(discovered).streams).toContainEqual(
        expect.objectContaining({ tap_stream_id: "users" }),
      );
      const listed = await project.succeed(["select", "--list", "--all", "tap-instagram"], env);
      expect(listed).toMatch(/\[automatic\s*\] media\.id/);
      expect(listed).toMatch(/\[selected\s*\] user_insights\.reach\b/);
      expect(listed).toMatch(/\[excluded\s*\] media_insights\.profile_activity_call/);
      const narrowed = { ...env, TAP_INSTAGRAM__SELECT: '["media.caption"]' };
      const few = await project.succeed(["select", "--list", "--all", "tap-instagram"], narrowed);
      expect(few).toMatch(/\[selected\s*\] media\.caption/);
      expect(few).toMatch(/\[excluded\s*\] user_insights\.reach\b/);
    });

    test("a run lands everything, and the next one goes on from Meltano's state", async () => {
      const simulator = await simulatorProcess(["--world", smallWorld(folder)]);
      const env = { ...simulator.tapEnv, TARGET_JSONL_DESTINATION_PATH: "complete" };
      const id = ["--state-id-suffix", "complete"];
      const run = () => project.succeed([...pipeline, ...id], env);
      const truths = await expectedRowsOf(simulator, run);
      expect(truths).toContainEqual(landed("complete"));
      const { "/{ig-user}/insights": first = 0 } = await callsMade(simulator);

      truths.push(...(await expectedRowsOf(simulator, run)));
      expect(truths).toContainEqual(landed("complete"));
      const { "/{ig-user}/insights": second = 0 } = await callsMade(simulator);
      expect(first).toBeGreaterThan(2 * 730);
      expect(second).toBeLessThan(first / 20);
    });

    test("SIGTERM ends a run within seconds, and the next run completes what is missing", async () => {
      const simulator = await simulatorProcess(["--world", smallWorld(folder)]);
      // Tried once more, it begins without what the first try has left.
      const output = `interrupted-${randomUUID()}`;
      const env = { ...simulator.tapEnv, TARGET_JSONL_DESTINATION_PATH: output };
      const slowly = JSON.stringify({ match: {}, answer: { delayMs: 400 } });
      await simulator.admin("faults", { method: "POST", body: slowly });
      const id = ["--state-id-suffix", output];
      const startedAt = performance.now();
      const running = project.start([...pipeline, ...id], env);
      const end = ended(running);
      await vi.waitFor(() => expect(landed(output)["user_insights"]).toBeGreaterThan(0), 60_000);
      const stoppedAt = performance.now();
      running.child.kill("SIGTERM");
      const { code } = await end;
      // Meltano's own start takes seconds, too, and more of them on a slow machine.
      expect(performance.now() - stoppedAt).toBeLessThan(Math.max(15_000, stoppedAt - startedAt));
      expect(code).toBe(143);
      const { user_insights: partly = 0 } = landed(output);

      await simulator.admin("faults", { method: "DELETE" });
      const truths = await expectedRowsOf(simulator, () => project.succeed([...pipeline, ...id], env));
      expect(truths).toContainEqual(landed(output));
      expect(partly).toBeLessThan(landed(output)["user_insights"] ?? 0);
    });

    test("with Node on PATH, the definitions that install nothing work as well", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const local = MeltanoProject.empty(join(folder, "local"), meltano);
      const commands = join(folder, "commands");
      mkdirSync(commands);
      for (const [name, path] of [
        ["tap-instagram", built.tap],
        ["target-jsonl", built.target],
      ] as const) {
        symlinkSync(path, join(commands, name));
        await local.add(name, readFileSync(repositoryPath(`meltano/${name}.executable.yml`), "utf8"));
      }
      await local.selectDefaults("tap-instagram");
      const env = {
        ...simulator.tapEnv,
        PATH: [commands, dirname(process.execPath), process.env["PATH"]].join(":"),
      };
      await local.succeed(pipeline, env);
      expect(local.read("output/media.jsonl").match(/\n/g)).toHaveLength(7);
    });

    const landed = (output: string) => rowsOfFiles(join(project.folder, output));
  },
);
