/**
 * Runs the Singer tap and the Airbyte source on the same simulated world, and shows that their records are equal. It
 * needs built packages and no token. Exit code 0 if every stream has the same records, else 1.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const streams = ["users", "media", "media_insights", "stories", "story_insights", "user_insights"];
/** The packages of the commands. */
const packages = { tap: "tap-instagram", source: "airbyte-source-instagram", simulator: "graph-simulator" };
const folder = mkdtempSync(join(tmpdir(), "airbyte-"));
const [world = "demo"] = process.argv.slice(2);
/** Two months of figures show whether days are equal; two years take four times as long. */
const startDate = new Date(Date.now() - 60 * 86_400_000).toISOString();

const simulator = start(packages.simulator, ["--world", world, "--now", new Date().toISOString()]);
try {
  const { url, token } = await firstLine(simulator);
  const config = file("config.json", { access_token: token, api_url: url, start_date: startDate });
  const catalog = file("catalog.json", {
    streams: streams.map((name) => ({
      stream: { name, json_schema: {}, supported_sync_modes: ["full_refresh"] },
      sync_mode: "full_refresh",
      destination_sync_mode: "overwrite",
    })),
  });
  const tap = await recordsOf(start(packages.tap, ["--config", config]), ({ type, stream, record }) =>
    type === "RECORD" ? [String(stream), record] : undefined,
  );
  const source = await recordsOf(
    start(packages.source, ["read", "--config", config, "--catalog", catalog]),
    ({ type, record }) => (type === "RECORD" && isRecord(record) ? [record.stream, record.data] : undefined),
  );
  for (const stream of streams) {
    const [ours = [], theirs = []] = [tap.get(stream), source.get(stream)];
    const isEqual = ours.length > 0 && JSON.stringify(ours) === JSON.stringify(theirs);
    if (!isEqual) process.exitCode = 1;
    say(
      `${stream.padEnd(16)} ${String(ours.length).padStart(6)} records  ${isEqual ? "equal" : "DIFFERENT"}`,
    );
  }
} finally {
  simulator.kill();
  rmSync(folder, { recursive: true });
}

function start(name: string, args: readonly string[]): ChildProcess {
  const path = fileURLToPath(new URL(`../../packages/${name}/dist/cli.js`, import.meta.url));
  return spawn(process.execPath, [path, ...args], { stdio: ["ignore", "pipe", "ignore"] });
}

/** The records of each stream as lines of JSON, sorted: accounts are read side by side. */
async function recordsOf(
  { stdout }: ChildProcess,
  read: (message: { type: string; stream?: unknown; record?: unknown }) => [string, unknown] | undefined,
): Promise<Map<string, string[]>> {
  const records = new Map<string, string[]>();
  if (stdout === null) return records;
  for await (const line of createInterface(stdout)) {
    const found = read(JSON.parse(line));
    if (found === undefined) continue;
    const [stream, record] = found;
    const lines = records.get(stream) ?? [];
    lines.push(withoutDrift(JSON.stringify(record)));
    records.set(stream, lines);
  }
  return new Map([...records].map(([stream, lines]) => [stream, lines.toSorted()]));
}

/** Addresses of pictures are signed anew for every request, here as in the real API, and one run is later than the other. */
function withoutDrift(json: string): string {
  return json.replaceAll(/\?_nc_ohc=[^"]*/g, "").replaceAll(/("snapshot_at":)"[^"]*"/g, "$1null");
}

function isRecord(value: unknown): value is { stream: string; data: unknown } {
  return typeof value === "object" && value !== null && "stream" in value && "data" in value;
}

async function firstLine({ stdout }: ChildProcess): Promise<{ url: string; token: string }> {
  if (stdout !== null) for await (const line of createInterface(stdout)) return JSON.parse(line);
  throw new Error("The simulator ended before it printed its address");
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
