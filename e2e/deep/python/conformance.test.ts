import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { built } from "../../test/commands.ts";
import {
  run,
  runNode,
  simulatorProcess,
  temporaryFolder,
  type SimulatorProcess,
} from "../../test/processes.ts";
import { finalState, messagesOf, recordsOf } from "../../test/singer-lines.ts";
import { commandIn, sharedEnvironment, hasPosixPython } from "../../machines/python.ts";
import { rowsOfFiles, type Rows } from "../small-world.ts";

/** What a run of the tap prints. */
async function tapOutput(simulator: SimulatorProcess, ...flags: readonly string[]): Promise<string> {
  const { code, stdout } = await runNode([built.tap, "--config", "ENV", ...flags], { env: simulator.tapEnv });
  expect(code).toBe(0);
  return stdout;
}

describe.skipIf(!hasPosixPython)(
  "what others make of the tap (needs python3 with venv on Linux or macOS)",
  { timeout: 240_000 },
  () => {
    const shared = inject("shared");
    let checks: string;
    let csv: string;
    let jsonl: string;

    beforeAll(async () => {
      [checks, csv, jsonl] = await Promise.all([
        sharedEnvironment(shared, "singer-tools", ["singer-tools==0.4.1"]),
        sharedEnvironment(shared, "target-csv", ["meltanolabs-target-csv==0.5.0"]),
        sharedEnvironment(shared, "target-jsonl", ["target-jsonl==0.1.4"]),
      ]);
    }, 240_000);

    test("singer-check-tap accepts a first run, and a second one with its state", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const check = (output: string) =>
        run(commandIn(checks, "singer-check-tap"), [], { input: output, cwd: temporaryFolder() });
      const first = await tapOutput(simulator);
      expect(await check(first)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining("The output is valid"),
      });

      const state = join(temporaryFolder(), "state.json");
      writeFileSync(state, JSON.stringify(finalState(messagesOf(first))));
      const second = await tapOutput(simulator, "--state", state);
      expect(await check(second)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining("The output is valid"),
      });
      const days = (output: string) => recordsOf(messagesOf(output), "user_insights").length;
      expect(days(second)).toBeLessThan(days(first) / 5);
    });

    test("singer-check-tap is one that can refuse", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const broken = (await tapOutput(simulator)).replace(
        /"followers_count":\d+/,
        '"followers_count":"many"',
      );
      const { code } = await run(commandIn(checks, "singer-check-tap"), [], {
        input: broken,
        cwd: temporaryFolder(),
      });
      expect(code).not.toBe(0);
    });

    test("targets of Python take a whole run without a warning", async () => {
      const simulator = await simulatorProcess();
      const output = await tapOutput(simulator);
      const counts: Rows = {};
      for (const { stream } of recordsOf(messagesOf(output))) counts[stream] = (counts[stream] ?? 0) + 1;
      const files = temporaryFolder();
      const csvFolder = join(files, "csv");
      mkdirSync(csvFolder);
      const feed = async (command: string, settings: object) => {
        const config = join(files, "config.json");
        writeFileSync(config, JSON.stringify(settings));
        const { code, stdout, stderr } = await run(command, ["--config", config], { input: output });
        expect({ code, warnings: stderr.match(/^.*(warn|error|critical).*$/gim) }).toEqual({
          code: 0,
          warnings: null,
        });
        return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
      };
      const state = finalState(messagesOf(output));
      const target = commandIn(jsonl, "target-jsonl");
      expect(await feed(target, { destination_path: files, do_timestamp_file: false })).toEqual(state);
      expect(rowsOfFiles(files)).toEqual(counts);
      expect(await feed(commandIn(csv, "target-csv"), { output_path: csvFolder })).toEqual(state);
    });
  },
);
