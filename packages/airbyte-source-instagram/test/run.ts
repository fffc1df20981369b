import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator, type RunningSimulator, type SimulatorOptions } from "@tap-instagram/graph-simulator";
import type { JsonObject, JsonValue } from "@tap-instagram/singer";
import { createMemoryHost, type MemoryHost } from "@tap-instagram/singer/testing";
import { ManualClock } from "test-tools/clock";
import { expect, onTestFinished } from "vitest";
import { runAirbyteSource } from "../src/command/airbyte-source.ts";
import type { AirbyteMessage, StreamStateMessage } from "../src/messages/messages.ts";

/** Monday noon in California, in daylight time. */
export const now: number = Date.UTC(2026, 8, 21, 19);

/** A simulator of its own for a test, at a fixed time. */
export async function simulated(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const simulator = await startSimulator({ now: () => now, ...options });
  onTestFinished(() => simulator.close());
  return simulator;
}

/** What to run the source with. */
export interface RunOptions {
  settings?: JsonObject | undefined;
  /** Default: `read`. */
  command?: "spec" | "check" | "discover" | "read" | undefined;
  catalog?: JsonValue | undefined;
  state?: JsonValue | undefined;
  args?: readonly string[] | undefined;
  onStdout?: ((chunk: string, host: MemoryHost) => void) | undefined;
}

/** How a run ended, and what it wrote. */
export interface RunResult {
  exitCode: number;
  lines: readonly string[];
  messages: readonly AirbyteMessage[];
  err: string;
  of<T extends AirbyteMessage["type"]>(type: T): Extract<AirbyteMessage, { type: T }>[];
  records(stream: string): JsonObject[];
  /** The statuses of a stream, in order. */
  statuses(stream: string): string[];
  states(stream: string): StreamStateMessage[];
  /** The last state of each stream, as the platform hands it back. */
  finalState(): JsonValue;
  errors(): {
    message: string;
    failure_type: string;
    stream?: string | undefined;
    stack?: string | undefined;
  }[];
  log(level?: string): string;
}

/** Runs the source against a simulator, with real HTTP and without a process. */
export async function run(simulator: RunningSimulator, options: RunOptions = {}): Promise<RunResult> {
  const folder = mkdtempSync(join(tmpdir(), "airbyte-source-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content: JsonValue) => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };
  const { command = "read" } = options;
  const settings = { access_token: simulator.tokens.user, api_url: simulator.url, ...options.settings };
  const host: MemoryHost = createMemoryHost({
    argv: [
      command,
      ...(command === "spec" ? [] : ["--config", file("config.json", settings)]),
      ...(options.catalog === undefined ? [] : ["--catalog", file("catalog.json", options.catalog)]),
      ...(options.state === undefined ? [] : ["--state", file("state.json", options.state)]),
      ...(options.args ?? []),
    ],
    now: () => now,
    onStdout: (chunk) => options.onStdout?.(chunk, host),
  });
  const clock = new ManualClock(now);
  const exitCode = await runAirbyteSource(host, { clock, random: () => 0.5 });
  const lines = host
    .out()
    .split("\n")
    .filter((line) => line !== "");
  const messages = lines.map((line): AirbyteMessage => JSON.parse(line));
  const withoutControl = lines.filter((_, index) => messages[index]?.type !== "CONTROL");
  expectNoSecrets(simulator, withoutControl.join("\n") + host.err());
  const of: RunResult["of"] = (type) =>
    messages.filter(
      (message): message is Extract<AirbyteMessage, { type: typeof type }> => message.type === type,
    );
  const states = (stream: string) =>
    of("STATE").flatMap(({ state }) => (state.stream.stream_descriptor.name === stream ? [state] : []));
  return {
    exitCode,
    lines,
    messages,
    err: host.err(),
    of,
    records: (stream) =>
      of("RECORD").flatMap(({ record }) => (record.stream === stream ? [record.data] : [])),
    statuses: (stream) =>
      of("TRACE").flatMap(({ trace }) =>
        trace.type === "STREAM_STATUS" && trace.stream_status.stream_descriptor.name === stream
          ? [trace.stream_status.status]
          : [],
      ),
    states,
    finalState: () => finalStateIn(messages),
    errors: () =>
      of("TRACE").flatMap(({ trace }) =>
        trace.type === "ERROR"
          ? [
              {
                message: trace.error.message,
                failure_type: trace.error.failure_type,
                stream: trace.error.stream_descriptor?.name,
                stack: trace.error.stack_trace,
              },
            ]
          : [],
      ),
    log: (level) =>
      of("LOG")
        .flatMap(({ log }) => (level === undefined || log.level === level ? [log.message] : []))
        .join("\n"),
  };
}

/** The last state of each stream, as the platform hands it back: with nulls for what is not there. */
export function finalStateIn(messages: readonly AirbyteMessage[]): JsonValue {
  const last = new Map<string, JsonObject>();
  for (const message of messages)
    if (message.type === "STATE")
      last.set(message.state.stream.stream_descriptor.name, message.state.stream.stream_state);
  return [...last].map(([name, stream_state]) => ({
    type: "STREAM",
    stream: { stream_descriptor: { name, namespace: null }, stream_state },
    global: null,
    data: null,
    sourceStats: null,
  }));
}

/** A configured catalog, with null for every absent field as some of Airbyte's tools write it. */
export function configured(streams: {
  [name: string]: "full_refresh" | "incremental" | { mode?: string | undefined; columns: readonly string[] };
}): JsonObject {
  return {
    streams: Object.entries(streams).map(([name, wanted]) => {
      const columns = typeof wanted === "string" ? undefined : wanted.columns;
      return {
        stream: {
          name,
          json_schema:
            columns === undefined
              ? {}
              : { type: "object", properties: Object.fromEntries(columns.map((column) => [column, {}])) },
          supported_sync_modes: null,
          namespace: null,
        },
        sync_mode: typeof wanted === "string" ? wanted : (wanted.mode ?? "full_refresh"),
        destination_sync_mode: "append_dedup",
        cursor_field: null,
        primary_key: null,
        generation_id: 3,
        minimum_generation_id: 0,
        sync_id: 7,
        include_files: null,
      };
    }),
  };
}

/** Whatever a run writes, no token, no secret and no proof of the simulator's world is in it. */
function expectNoSecrets({ tokens }: RunningSimulator, written: string): void {
  const values = Object.entries(tokens).flatMap(([name, value]: [string, string | Record<string, string>]) =>
    name === "appId" ? [] : typeof value === "string" ? [value] : Object.values(value),
  );
  const proofs = values.map((token) => createHmac("sha256", tokens.appSecret).update(token).digest("hex"));
  for (const secret of [...values, ...proofs]) if (secret !== "") expect(written).not.toContain(secret);
}
