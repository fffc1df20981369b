import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { ended, run, start, temporaryFolder, type Ended } from "../../test/processes.ts";
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

/** Loads 2,000 rows, and ends half a second later: until then, the threads of the engine begin with what its flags ask for. */
export async function loadSlowly([target = "", ...args]: Command): Promise<Ended> {
  const schema = { properties: { id: { type: "integer" } } };
  const rows = Array.from({ length: 2000 }, (_, id) => ({ type: "RECORD", stream: "users", record: { id } }));
  const lines = [{ type: "SCHEMA", stream: "users", schema, key_properties: ["id"] }, ...rows];
  const running = start(target, args, { cwd: temporaryFolder(), stdio: "pipe", timeoutMs: 20_000 });
  running.child.stdin?.write(textOf(lines));
  const [loaded] = await Promise.all([ended(running), sleep(500).then(() => running.child.stdin?.end())]);
  return loaded;
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
  return run(target, [...args, "--config", config], { input: textOf(lines), cwd });
}

/** Messages as a target reads them, a line each. */
function textOf(messages: readonly object[]): string {
  return messages.map((message) => `${JSON.stringify(message)}\n`).join("");
}
