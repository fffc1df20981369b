import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runTarget } from "@tap-instagram/singer";
import { createMemoryHost } from "@tap-instagram/singer/testing";
import { changeText, mutations, type Mutation } from "test-tools/mutations";
import { quickDisk } from "test-tools/quick-disk";
import { decimalText, readDecimal } from "../src/scan/decimal.ts";
import { targetJsonl } from "../src/target.ts";
import { record, sandbox, schema, state, type Sandbox } from "./run-cli.ts";

/** How many lines are changed, each in a run of its own; CI tries ten thousand. */
const lineCount = Number(process.env["TARGET_JSONL_FUZZ"] ?? 200);
const seed = Number(process.env["TARGET_JSONL_SEED"] ?? 1);

/** What means something to a target. */
const words = String.raw`"users" ["id"] ["id","id"] {"id":{"$ref":"#"}} "RECORD" "STATE" "SCHEMA" "ACTIVATE_VERSION" "BATCH" "file:///dev/null"`;
const lineMutations = mutations(words.split(" "), ["id", "type", "stream", "record", "version"]);

const setups = [
  {},
  { compression: "gzip" },
  { load_method: "upsert" },
  { load_method: "upsert", validate_records: "warn" },
  { load_method: "overwrite" },
  { add_record_metadata: true, validate_records: "fail" },
  { partition_by: ["kind"], max_file_rows: 3 },
];

/** An input of every kind of message, with a state after every few rows. */
function validLines(batchUrl: string): string[] {
  const activate = { type: "ACTIVATE_VERSION", stream: "users", version: 2 };
  const row = (id: number, more: object = {}): object =>
    record(
      id % 2 === 0 ? "users" : "media",
      { id, kind: `k${id % 3}`, note: `n${id}`, at: [{ x: id / 8 }] },
      more,
    );
  const extracted = { version: 2, time_extracted: "2026-01-02T03:04:05Z" };
  return [
    schema("users"),
    schema("media", ["id", "kind"]),
    row(1),
    row(2, extracted),
    state({ at: 1 }),
    row(3),
    row(2, extracted),
    row(4, extracted),
    row(10),
    row(12, { version: 1 }),
    state({ at: 2 }),
    {
      type: "BATCH",
      stream: "media",
      encoding: { format: "jsonl", compression: "none" },
      manifest: [batchUrl],
    },
    activate,
    schema("users"),
    row(5),
    row(6, extracted),
    state({ at: 3 }),
    row(7),
    row(8, { version: 3 }),
  ].map((message) => JSON.stringify(message));
}

describe("an input with one changed byte or node", () => {
  test.each(setups)(
    "ends by the contract, and loses nothing that was acknowledged: %j",
    { timeout: 3_600_000 },
    async (settings) => {
      const inputs = fc.record({
        position: fc.nat(1000),
        mutation: lineMutations,
        chunkBytes: fc.constantFrom(7, 100, 100_000),
      });
      await fc.assert(
        fc.asyncProperty(inputs, async ({ position, mutation, chunkBytes }) => {
          using box = sandbox(quickDisk);
          const batch = join(box.folder, "batch.jsonl");
          writeFileSync(batch, '{"id":101,"kind":"k","note":"b"}\n{"id":103,"kind":"k","note":"b"}\n');
          const input = withChange(validLines(pathToFileURL(batch).href), position, mutation);
          const old = prepare(box);
          const ended = await load(box.config(settings), Buffer.concat(input), chunkBytes);
          expect([0, 1]).toContain(ended.code);
          checkWords(ended);
          const lines = textLines(input);
          const acknowledged = acknowledgedLines(lines, ended);
          checkRows(rowsIn(box), { acknowledged, old, newest: newestActivated(lines) }, settings);
        }),
        { numRuns: Math.ceil(lineCount / setups.length), seed },
      );
    },
  );
});

/** The lines with one of them changed. */
function withChange(lines: readonly string[], position: number, mutation: Mutation): Buffer[] {
  const changed = position % lines.length;
  return lines.map((line, index) => {
    if (index !== changed) return Buffer.from(`${line}\n`);
    // The message twice is a change that a target can meet; twice in one line is none.
    const text = mutation.kind === "doubled" ? Buffer.from(`${line}\n${line}`) : changeText(line, mutation);
    return Buffer.concat([text, Buffer.from("\n")]);
  });
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function load(argv: readonly string[], input: Buffer, chunkBytes: number): Promise<Ended> {
  const chunks: Buffer[] = [];
  for (let at = 0; at < input.length; at += chunkBytes) chunks.push(input.subarray(at, at + chunkBytes));
  const host = createMemoryHost({ argv, stdin: chunks });
  const code = await runTarget(targetJsonl, host);
  return { code, stdout: host.out(), stderr: host.err() };
}

/** A row that an earlier run stored. @returns the row. */
function prepare(box: Sandbox): string {
  const row = '{"id":1000,"kind":"old"}';
  mkdirSync(box.output);
  writeFileSync(join(box.output, "users.jsonl"), `${row}\n`);
  return row;
}

/** A reason for exit 1, and no stack trace, whatever came. */
function checkWords({ code, stderr }: Ended): void {
  if (code === 1) expect(stderr).toMatch(/^CRITICAL \S/m);
  else expect(stderr).not.toMatch(/^(ERROR|CRITICAL)/m);
  expect(stderr).not.toMatch(/^\s+at .*[:(]/m);
  for (const line of stderr.split("\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(8192);
  expect(stderr).not.toMatch(/^CRITICAL (Type|Range|Reference|Syntax)?Error/m);
}

/** The input up to the state that was printed last; a change can put newlines into lines. */
function acknowledgedLines(lines: readonly string[], { code, stdout }: Ended): readonly string[] {
  const printed = stdout.split("\n").at(-2);
  if (printed === undefined) return code === 0 && !lines.some(isState) ? lines : [];
  const last = lines.findLastIndex((line) => isState(line) && line.includes(printed));
  expect(last).not.toBe(-1);
  // A run that ends well acknowledges the last state that came.
  if (code === 0) expect(lines.slice(last + 1).filter(isState)).toEqual([]);
  return code === 0 ? lines : lines.slice(0, last + 1);
}

/** The newest version that is activated; rows of older ones may go. A change can make it any number. */
function newestActivated(lines: readonly string[]): number {
  const versions = lines.flatMap((line) => {
    const message = parse(line);
    if (!isObject(message) || String(message["type"]).toUpperCase() !== "ACTIVATE_VERSION") return [];
    return [Number(message["version"])].filter((version) => !Number.isNaN(version));
  });
  return Math.max(2, ...versions);
}

interface Promised {
  readonly acknowledged: readonly string[];
  readonly old: string;
  readonly newest: number;
}

function checkRows(
  stored: readonly string[],
  { acknowledged, old, newest }: Promised,
  { load_method: method }: { load_method?: string | undefined },
): void {
  const parsed = stored.map(parse);
  // Every line of a file is a row.
  expect(parsed.filter((row) => !isObject(row))).toEqual([]);
  if (method !== "overwrite") expect(stored.map(withoutMetadata)).toContain(withoutMetadata(old));
  const keys = new Set(parsed.map(keyOf));
  const rows = new Set(stored.map(withoutMetadata));
  for (const line of acknowledged) {
    const message = parse(line);
    if (!isObject(message) || String(message["type"]).toUpperCase() !== "RECORD") continue;
    const version = readDecimal(String(message["version"]));
    const isOutdated = version !== undefined && Number(message["version"]) < newest;
    if (isOutdated && method !== undefined) continue;
    // A later row with the same key replaces one; all others are there as they came.
    if (method === "upsert") expect(keys).toContain(keyOf(message["record"]));
    else expect(rows).toContain(withoutMetadata(JSON.stringify(message["record"])));
  }
}

function rowsIn(box: Sandbox): string[] {
  return readdirSync(box.output, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.jsonl(\.gz)?$/.test(name))
    .flatMap((name) => {
      const bytes = readFileSync(join(box.output, name));
      const text = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
      expect(text === "" || text.endsWith("\n")).toBe(true);
      return text.split("\n").slice(0, -1);
    });
}

function textLines(input: readonly Buffer[]): string[] {
  return Buffer.concat(input).toString().split("\n").slice(0, -1);
}

function isState(line: string): boolean {
  const message = parse(line);
  return isObject(message) && String(message["type"]).toUpperCase() === "STATE";
}

/** As JSON.parse reads it; undefined when it does not. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is { [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withoutMetadata(row: string): string {
  const entries = Object.entries(JSON.parse(row)).filter(([name]) => !name.startsWith("_sdc_"));
  return JSON.stringify(Object.fromEntries(entries));
}

function keyOf(row: unknown): string {
  const id = isObject(row) ? row["id"] : undefined;
  const number = readDecimal(String(id));
  return JSON.stringify(typeof id === "number" && number !== undefined ? decimalText(number) : (id ?? null));
}
