import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { repositoryPath } from "../../test/commands.ts";
import { run, simulatorProcess } from "../../test/processes.ts";
import { messagesOf } from "../../test/singer-lines.ts";
import { MeltanoProject, meltanoRequirement, withLocalWheels } from "./meltano-project.ts";
import { commandIn, hasPosixPython, sharedEnvironment } from "../../machines/python.ts";
import { sharedFolder } from "../shared-folder.ts";
import { sharedWheels } from "./wheels.ts";

/** The rules of the Hub's `.yamllint.yaml`. */
const hubRules = {
  extends: "default",
  rules: {
    braces: { forbid: "non-empty" },
    "document-start": { present: false },
    indentation: { "indent-sequences": false, spaces: 2 },
    "key-ordering": "enable",
    "line-length": "disable",
    "trailing-spaces": "disable",
    truthy: "disable",
  },
};

describe.skipIf(!hasPosixPython)(
  "the definitions for Meltano Hub (need python3 with venv on Linux or macOS)",
  { timeout: 240_000 },
  () => {
    const folder = sharedFolder();
    let project: MeltanoProject;

    beforeAll(async () => {
      const environment = await sharedEnvironment(inject("shared"), "meltano", [meltanoRequirement]);
      const wheels = await sharedWheels();
      project = MeltanoProject.empty(join(folder, "hub"), commandIn(environment, "meltano"));
      for (const name of ["tap-instagram", "target-jsonl"]) {
        const definition = readFileSync(repositoryPath(`meltano/hub/${name}.yml`), "utf8");
        await project.add(name, withLocalWheels(definition, wheels));
      }
    }, 240_000);

    test("pass the linter of the Hub", async () => {
      const environment = await sharedEnvironment(inject("shared"), "yamllint", ["yamllint==1.38.0"]);
      const rules = join(folder, "yamllint.json");
      writeFileSync(rules, JSON.stringify(hubRules));
      const lint = (path: string) =>
        run(commandIn(environment, "yamllint"), ["--strict", "-f", "parsable", "-c", rules, path]);
      expect(await lint(repositoryPath("meltano/hub"))).toMatchObject({ code: 0, stdout: "" });
      const others = await lint(repositoryPath("meltano/target-jsonl.yml"));
      expect(others).toMatchObject({ code: 1, stdout: expect.stringContaining("key-ordering") });
    });

    test("install and run under Meltano, whose lines of the log are the plugins' own", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      await project.selectDefaults("tap-instagram");
      const args = ["--log-format", "json", "run", "tap-instagram", "target-jsonl"];
      const { code, stderr } = await project.run(args, simulator.tapEnv);
      expect(code).toBe(0);
      const lines = stderr.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
      // What Meltano does not understand as structured, it hands on as a text that is JSON.
      expect(lines.filter(({ event = "" }) => String(event).startsWith("{"))).toEqual([]);
      expect(lines.map(({ event }) => event)).toContainEqual(
        expect.stringMatching(/^Settings of .* come from /),
      );
    });

    test("take stream maps from Meltano's settings, also one column by its name", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const maps = { users: { __alias__: "people", biography: "__NULL__" }, stories: "__NULL__" };
      const set = (...words: string[]) => project.succeed(["config", "set", "tap-instagram", ...words]);
      await set("stream_maps", JSON.stringify(maps));
      await set("stream_maps.users.username", "hmac_sha256(username)");
      await set("stream_maps_hash_key", "a key of at least 16 characters");
      expect(project.read(".env")).toContain("a key of at least 16 characters");
      const { code, stdout } = await project.run(["invoke", "tap-instagram"], simulator.tapEnv);
      expect(code).toBe(0);
      const messages = messagesOf(stdout);
      const streams = messages.flatMap((message) => (message.type === "SCHEMA" ? [message.stream] : []));
      expect(streams).toContain("people");
      expect(streams).not.toContain("stories");
      const people = messages.flatMap((message) =>
        message.type === "RECORD" && message.stream === "people" ? [message.record] : [],
      );
      expect(people).toEqual([
        expect.objectContaining({ username: expect.stringMatching(/^[0-9a-f]{64}$/) }),
      ]);
      expect(people[0]).not.toHaveProperty("biography");
    });
  },
);
