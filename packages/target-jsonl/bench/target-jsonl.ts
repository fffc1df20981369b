/**
 * How fast the target is, next to two ceilings: copying the same bytes from file to file, and a loop that only
 * calls JSON.parse on every line. Run it from the package:
 *
 *     npx tsx --conditions=@tap-instagram/source bench/target-jsonl.ts [rows] [load_method]
 */
import { spawn } from "node:child_process";
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { BlockSplitter } from "../src/scan/block-splitter.ts";
import { cliCommand } from "../test/run-cli.ts";

const rowCount = Number(process.argv[2] ?? 300_000);
const loadMethod = process.argv[3] ?? "append-only";
const folder = mkdtempSync(join(tmpdir(), "target-jsonl-bench-"));
const input = join(folder, "input.singer");
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const bytes = writeInput(input);
print("what", "seconds", "rows/s", "MB/s", "peak MB");
await measure("copy of chunks", copy);
await measure("JSON.parse of each line", parseEachLine);
await measure("target-jsonl, start alone", () => target("/dev/null"));
await measure(`target-jsonl, ${loadMethod}`, () => target(input));

async function measure(name: string, work: () => Promise<number>): Promise<void> {
  const start = performance.now();
  const peak = await work();
  const seconds = (performance.now() - start) / 1000;
  print(
    name,
    seconds.toFixed(2),
    Math.round(rowCount / seconds),
    Math.round(bytes / seconds / 1e6),
    peak || "",
  );
}

function print(name: string, ...cells: readonly (string | number)[]): void {
  process.stdout.write(`${name.padEnd(44)}${cells.map((cell) => String(cell).padStart(12)).join("")}\n`);
}

async function copy(): Promise<number> {
  const path = join(folder, "copy");
  await pipeline(createReadStream(input), createWriteStream(path));
  rmSync(path);
  return 0;
}

async function parseEachLine(): Promise<number> {
  const splitter = new BlockSplitter();
  const source: AsyncIterable<Buffer> = createReadStream(input);
  for await (const chunk of source) {
    const block = splitter.push(chunk);
    if (block === undefined) continue;
    const text = Buffer.from(block.buffer, block.byteOffset, block.length);
    for (let at = 0; at < text.length;) {
      const end = text.indexOf(10, at);
      JSON.parse(text.toString("utf8", at, end));
      at = end + 1;
    }
  }
  return 0;
}

/** The whole command: start, load, fsync, end. Gives its peak memory where the system tells. */
async function target(from: string): Promise<number> {
  const config = join(folder, "config.json");
  writeFileSync(
    config,
    JSON.stringify({ destination_path: join(folder, "output"), load_method: loadMethod }),
  );
  const [executable = "", ...args] = cliCommand;
  const stdin = openSync(from, "r");
  const child = spawn(executable, [...args, "--config", config], { stdio: [stdin, "ignore", "ignore"] });
  closeSync(stdin);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, peakMegabytes(child.pid))), 20);
  const code = await ended;
  clearInterval(watch);
  if (code !== 0) throw new Error(`target-jsonl ended with ${code}`);
  return peak;
}

function peakMegabytes(pid: number | undefined): number {
  try {
    return Math.round(
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024,
    );
  } catch {
    return 0;
  }
}

/** A SCHEMA, then records of 1 KB like an Instagram post's, with a STATE after every thousand. */
function writeInput(path: string): number {
  const file = openSync(path, "w");
  const properties = { id: { type: "string" } };
  let sum = writeSync(
    file,
    line({ type: "SCHEMA", stream: "media", schema: { type: "object", properties }, key_properties: ["id"] }),
  );
  for (let first = 0; first < rowCount; first += 1000) {
    const ids = Array.from({ length: Math.min(1000, rowCount - first) }, (_, index) => first + index);
    const state = line({ type: "STATE", value: { bookmarks: { media: { replication_key_value: first } } } });
    sum += writeSync(
      file,
      ids
        .map((id) =>
          line({ type: "RECORD", stream: "media", record: post(id), time_extracted: "2026-01-02T03:04:05Z" }),
        )
        .join("") + state,
    );
  }
  // What is still to be written would slow down whoever asks the disk next.
  fsyncSync(file);
  closeSync(file);
  return sum;
}

function post(id: number): object {
  return {
    id: String(17_841_400_000_000_000 + id),
    business_account_id: "17841400000000001",
    caption:
      "Fresh from the oven 🥐 and ready for the weekend!\nWhich one is yours? #bakery #weekend ".repeat(4),
    media_type: "CAROUSEL_ALBUM",
    permalink: `https://www.instagram.com/p/${id.toString(36)}/`,
    media_url: `https://cdn.example.com/v/t51.2885-15/${"0123456789abcdef".repeat(12)}.jpg`,
    timestamp: "2026-01-02T03:04:05Z",
    like_count: id % 1000,
    comments_count: id % 100,
    is_comment_enabled: true,
    owner: { id: "17841400000000001" },
    children: [{ id: "1" }, { id: "2" }, { id: "3" }].map((child) => ({ ...child, media_type: "IMAGE" })),
  };
}

function line(message: object): string {
  return `${JSON.stringify(message)}\n`;
}
