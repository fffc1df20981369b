import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { run, temporaryFolder, type Ended } from "../../test/processes.ts";
import { finalState, messagesOf } from "../../test/singer-lines.ts";

/** What starts a target, first arguments included. */
type Command = readonly string[];

/** Loads what a tap printed into a folder of its own; returns what the files hold, by name. */
export async function load([target = "", ...args]: Command, stdout: string): Promise<object> {
  const cwd = temporaryFolder();
  const loaded = await run(target, args, { input: stdout, cwd });
  expect(loaded.code).toBe(0);
  expect(JSON.parse(loaded.stdout.trim().split("\n").at(-1) ?? "")).toEqual(finalState(messagesOf(stdout)));
  const output = join(cwd, "output");
  const contents = readdirSync(output).map((name) => [name, readFileSync(join(output, name), "utf8")]);
  return Object.fromEntries(contents);
}

/** Loads one row into `output/users.jsonl.zst` of a folder, in place of one that is there already. */
export function loadZstd([target = "", ...args]: Command, cwd: string): Promise<Ended> {
  const config = join(cwd, "config.json");
  writeFileSync(config, JSON.stringify({ compression: "zstd", load_method: "upsert" }));
  const schema = { properties: { id: { type: "integer" } } };
  const lines = [
    { type: "SCHEMA", stream: "users", schema, key_properties: ["id"] },
    { type: "RECORD", stream: "users", record: { id: 1 } },
    { type: "STATE", value: { at: 1 } },
  ];
  const input = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  return run(target, [...args, "--config", config], { input, cwd });
}
