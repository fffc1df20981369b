import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { commandOf } from "test-tools/commands";
import { lines, record, sandbox, schema, start, state, type Sandbox } from "./run-cli.ts";

/** How many times a target is killed in all; set the variable for a long night. */
const crashCount = Number(process.env["TARGET_JSONL_CRASHES"] ?? 8);
const baseSeed = Number(process.env["TARGET_JSONL_SEED"] ?? 1);
const hasty = await commandOf(fileURLToPath(new URL("hasty-cli.ts", import.meta.url)));

const setups = [
  { load_method: "append-only" },
  { load_method: "append-only", compression: "gzip" },
  { load_method: "upsert" },
  { load_method: "overwrite" },
];
const pipeBytes = 512 * 1024;
/** About as long as the target takes for the whole input. */
const loadMs = 200;
const rowCount = 20_000;
const rowsPerState = 100;
const streams = ["users", "media", "Media"];

/** The whole input, and where in it each state ends. */
const input: { readonly schemas: string; readonly body: Buffer; readonly ends: readonly number[] } =
  makeInput();

describe.concurrent("a target killed at any time and started again from the last state it printed", () => {
  for (const [index, settings] of setups.entries()) {
    test(
      `ends with every row it was given, in whole lines, and nothing else (${Object.values(settings).join(", ")})`,
      // What fails at one moment has failed, whatever the next try meets.
      { retry: 0, timeout: 3_600_000 },
      async () => {
        const random = randomNumbers(baseSeed + index);
        let left = Math.ceil(crashCount / setups.length);
        while (left > 0) {
          using box = sandbox();
          const { crashes, states } = await live(box.config(settings), random, left);
          left -= crashes;
          expect(states).toBe(input.ends.length);
          const { ids, rows } = stored(box);
          expect(ids).toEqual(Array.from({ length: rowCount }, (_, id) => id));
          // Appended rows may come twice; the others may not.
          expect(rows).toBeGreaterThanOrEqual(rowCount);
          expect(rows).toBeLessThanOrEqual(settings.load_method === "append-only" ? Infinity : rowCount);
          expect(contents(box)).toHaveLength(streams.length);
        }
      },
    );
  }
});

/** Starts the target over and over, each time from the last printed state, until it ends by itself. */
async function live(
  config: string[],
  random: () => number,
  maxCrashes: number,
): Promise<{ crashes: number; states: number }> {
  let from = 0;
  for (let crashes = 0; ; crashes += 1) {
    const { child, ended } = start(config, { command: hasty });
    const body = input.body.subarray(from === 0 ? 0 : input.ends[from - 1]);
    let timer: NodeJS.Timeout | undefined;
    child.stdin.write(input.schemas);
    // More than a pipe holds: when it has left, the target is at work.
    child.stdin.write(body.subarray(0, pipeBytes), () => {
      if (crashes < maxCrashes && body.length > 0)
        timer = setTimeout(() => child.kill("SIGKILL"), random() * loadMs);
    });
    child.stdin.end(body.subarray(pipeBytes));
    const { code, stdout, stderr } = await ended;
    clearTimeout(timer);
    from = Number(stdout.split("\n").at(-2) ?? from);
    if (code === 0) return { crashes, states: from };
    if (code !== null) throw new Error(stderr);
  }
}

/** The files' names and lines, unpacked. */
function contents(box: Sandbox): [string, string][] {
  return Object.keys(box.files()).map((name) => {
    const bytes = readFileSync(join(box.output, name));
    return [name, (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString()];
  });
}

/** All rows of all files; throws at a line that is none. */
function stored(box: Sandbox): { ids: number[]; rows: number } {
  const files = contents(box);
  const rows = files.flatMap(([, text]) =>
    text
      .split("\n")
      .slice(0, -1)
      .map((line) => rowId(JSON.parse(line))),
  );
  const torn = files.filter(([, text]) => !text.endsWith("\n"));
  if (torn.length > 0) throw new Error(`torn: ${torn.map(([name]) => name).join()}`);
  return { ids: [...new Set(rows)].toSorted((a, b) => a - b), rows: rows.length };
}

function rowId(row: unknown): number {
  return typeof row === "object" && row !== null && "id" in row ? Number(row.id) : Number.NaN;
}

function makeInput(): typeof input {
  const parts: Buffer[] = [];
  const ends: number[] = [];
  let length = 0;
  for (let first = 0; first < rowCount; first += rowsPerState) {
    const rows = Array.from({ length: rowsPerState }, (_, index) => {
      const id = first + index;
      return record(streams[id % streams.length] ?? "", { id, text: `${"é".repeat(id % 200)}\n`.repeat(2) });
    });
    const part = Buffer.from(lines(...rows, state(ends.length + 1)));
    parts.push(part);
    length += part.length;
    ends.push(length);
  }
  return { schemas: lines(...streams.map((stream) => schema(stream))), body: Buffer.concat(parts), ends };
}

/** Mulberry32: the same numbers in every run. */
function randomNumbers(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), at | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
