import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { commandOf } from "test-tools/commands";
import { start as startProcess, type Ended as EndedProcess } from "test-tools/processes";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const packageFolder = fileURLToPath(new URL("..", import.meta.url));

/** A built command to test in place of the sources, as a list in JSON: what to start, and its first arguments. */
const other: string | undefined = process.env["TARGET_JSONL_COMMAND"];

export type Ended = Pick<EndedProcess, "code" | "stdout" | "stderr">;

export const isOtherCommand: boolean = other !== undefined;

/** How to start the command. */
export const cliCommand: readonly string[] = other === undefined ? await commandOf(cli) : JSON.parse(other);

/** A command that runs, with its input open. */
export interface Running {
  readonly child: ChildProcess & { readonly stdin: Writable };
  readonly ended: Promise<Ended>;
  /** What it wrote to stdout so far. */
  readonly stdout: () => string;
  /** What it wrote to stderr so far. */
  readonly stderr: () => string;
}

/** Starts the command; its input is left open. One that hangs is killed before the time of a test is over. */
export function start(
  args: readonly string[],
  options: {
    cwd?: string | undefined;
    command?: readonly string[] | undefined;
    env?: { [name: string]: string } | undefined;
  } = {},
): Running {
  const { cwd = packageFolder, command = cliCommand, env } = options;
  const [executable = "", ...first] = command;
  const { child, ended } = startProcess(executable, [...first, ...args], {
    cwd,
    env,
    stdio: "pipe",
    timeoutMs: 100_000,
  });
  if (!hasInput(child)) throw new Error("The command has no stdin");
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return { child, ended: ended(), stdout: () => stdout, stderr: () => stderr };
}

function hasInput(child: ChildProcess): child is Running["child"] {
  return child.stdin !== null;
}

/** Runs the command with all of its input. */
export async function run(
  args: readonly string[],
  input: string | Uint8Array,
  options: Parameters<typeof start>[1] = {},
): Promise<Ended> {
  const { child, ended } = start(args, options);
  child.stdin.end(input);
  return ended;
}

/** A folder with a config file and a place for the output; gone after the test. */
export interface Sandbox {
  readonly folder: string;
  /** The destination. */
  readonly output: string;
  /** `--config FILE` for these settings. */
  config(settings?: { readonly [name: string]: unknown }): string[];
  /** The files of the destination and what they hold, but not the hidden ones. */
  files(): { [name: string]: string };
  [Symbol.dispose](): void;
}

export function sandbox(parent: string = tmpdir()): Sandbox {
  const folder = mkdtempSync(join(parent, "target-jsonl-"));
  const output = join(folder, "output");
  return {
    folder,
    output,
    config(settings = {}) {
      const path = join(folder, "config.json");
      writeFileSync(path, JSON.stringify({ destination_path: output, ...settings }));
      return ["--config", path];
    },
    files() {
      const names = readdirSync(output, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
        .map((entry) => join(entry.parentPath, entry.name));
      return Object.fromEntries(
        names
          .toSorted()
          .map((path) => [path.slice(output.length + 1).replaceAll("\\", "/"), readFileSync(path, "utf8")]),
      );
    },
    [Symbol.dispose]() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Lines of Singer. */
export function lines(...messages: readonly unknown[]): string {
  return messages.map((message) => `${JSON.stringify(message)}\n`).join("");
}

export function schema(stream: string, keys: readonly string[] | null = ["id"]): object {
  return {
    type: "SCHEMA",
    stream,
    schema: { type: "object", properties: { id: { type: ["integer", "null"] } } },
    key_properties: keys,
  };
}

export function record(stream: string, row: object, more: object = {}): object {
  return { type: "RECORD", stream, record: row, ...more };
}

export function state(value: unknown): object {
  return { type: "STATE", value };
}

/** The rows of a file. */
export function parseRows(text = ""): { [name: string]: unknown }[] {
  return text
    .split("\n")
    .slice(0, -1)
    .map((line): { [name: string]: unknown } => JSON.parse(line));
}

/** Waits until something is so; fails by the test's own time limit. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
