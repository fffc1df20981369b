import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulator, type RunningSimulator, type SimulatorOptions } from "@tap-instagram/graph-simulator";
import {
  parseMessage,
  runTap,
  type JsonObject,
  type JsonValue,
  type SingerMessage,
} from "@tap-instagram/singer";
import { createMemoryHost, type MemoryHost } from "@tap-instagram/singer/testing";
import { expect, onTestFinished } from "vitest";
import { streamGroups } from "../src/registry.ts";
import type { StreamGroup } from "../src/sync/stream-group.ts";
import { createTapInstagram, tapOf } from "../src/tap.ts";
import { ManualClock } from "test-tools/clock";
import { quickDisk } from "test-tools/quick-disk";

/** Monday noon in California, in daylight time. */
export const now: number = Date.UTC(2026, 8, 21, 19);

/** What finding the accounts costs with Facebook Login: a call for each of two lists, of Pages and of portfolios. */
export const discoveryCalls = 2;

/** A simulator of its own for a test, at a fixed time. */
export async function simulated(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const simulator = await startSimulator({ now: () => now, ...options });
  onTestFinished(() => simulator.close());
  return simulator;
}

/** Since when days are read where a test says nothing else: two months. */
const twoMonthsAgo = "2026-07-21";

/** How many days of an account end between then and `now`. */
export const daysOfTwoMonths = 63;

/** What to run the tap with. */
export interface RunOptions {
  settings?: JsonObject | undefined;
  /** How far back it reads where `settings` has no start_date. By itself, the tap reads two years. Default: two months. */
  reachesBack?: "two months" | "two years" | undefined;
  catalog?: JsonValue | undefined;
  state?: JsonValue | undefined;
  /** Further arguments. */
  args?: readonly string[] | undefined;
  /** Streams beside the tap's own. */
  groups?: readonly StreamGroup[] | undefined;
  now?: (() => number) | undefined;
  /** Default: real time, of which no test waits for as much. */
  timeout?: ((ms: number) => AbortSignal) | undefined;
  /** The environment of the tap, for `shard: "auto/5"`. */
  env?: { readonly [name: string]: string | undefined } | undefined;
  /** The environment of the command. Default: empty. */
  hostEnv?: { readonly [name: string]: string | undefined } | undefined;
  /** The terminal that stderr is. Default: none. */
  terminal?:
    | {
        readonly columns: number;
        /** Default false: records go elsewhere. */
        readonly isStdoutTTY?: boolean | undefined;
        readonly onStderr?: ((chunk: string) => void) | undefined;
      }
    | undefined;
  /** Default: the platform's. */
  fetch?: typeof globalThis.fetch | undefined;
  /** Is told of what is written. The tap waits for the promise as for a slow reader. */
  onStdout?: ((chunk: string, host: MemoryHost) => void | Promise<void>) | undefined;
}

/** How a run ended, and what it wrote. */
export interface RunResult {
  exitCode: number;
  messages: SingerMessage[];
  /** The text of stdout, also where it is not Singer's. */
  out: string;
  /** The records of a stream. */
  records: (stream: string) => JsonObject[];
  /** The value of the last line, which must be a STATE. */
  finalState: () => JsonValue;
  /** What the last STATE keeps of the streams, beside the accounts that it has seen. */
  bookmarks: () => JsonObject;
  log: string;
}

/** Runs the tap against a simulator, with real HTTP and without a process. */
export async function run(simulator: RunningSimulator, options: RunOptions = {}): Promise<RunResult> {
  const folder = temporaryFolder();
  const file = (name: string, content: JsonValue) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  };
  const settings = {
    access_token: simulator.tokens.user,
    api_url: simulator.url,
    ...(options.reachesBack === "two years" ? {} : { start_date: twoMonthsAgo }),
    ...options.settings,
  };
  const host: MemoryHost = createMemoryHost({
    argv: [
      "--config",
      file("config.json", settings),
      ...(options.catalog === undefined ? [] : ["--catalog", file("catalog.json", options.catalog)]),
      ...(options.state === undefined ? [] : ["--state", file("state.json", options.state)]),
      ...(options.args ?? []),
    ],
    env: options.hostEnv,
    isTTY: options.terminal !== undefined,
    isStdoutTTY: options.terminal?.isStdoutTTY ?? false,
    columns: options.terminal?.columns,
    onStderr: options.terminal?.onStderr,
    now: options.now ?? (() => now),
    onStdout: (chunk) => options.onStdout?.(chunk, host),
  });
  const clock = new ManualClock(host.now());
  const groupsOf: typeof streamGroups = (known) => [...streamGroups(known), ...(options.groups ?? [])];
  const exitCode = await runTap(
    tapOf(groupsOf, {
      clock,
      random: () => 0.5,
      timeout: options.timeout,
      env: options.env,
      fetch: options.fetch,
    }),
    host,
  );
  const [out, log] = [host.out(), host.err()];
  expectNoSecrets(simulator, out + log);
  const lines = out.split("\n").filter((line) => line !== "");
  const messages = options.args?.includes("--dry-run") ? [] : lines.map((line) => parseMessage(line));
  const finalState = () => {
    const last = messages.at(-1);
    if (last?.type !== "STATE") throw new Error(`The last message is ${last?.type ?? "missing"}, not STATE`);
    return last.value;
  };
  return {
    exitCode,
    messages,
    out,
    records: (stream) =>
      messages.flatMap((message) =>
        message.type === "RECORD" && message.stream === stream ? [message.record] : [],
      ),
    finalState,
    bookmarks: () => {
      const { bookmarks } = finalState() as { bookmarks: JsonObject };
      const { accounts: _seen, ...streams } = bookmarks;
      return streams;
    },
    log,
  };
}

/** A function of its own: what waits for the end of the test must not keep the run before that. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(quickDisk, "tap-instagram-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Whatever a run writes, no token, no secret and no proof of the simulator's world is in it. */
function expectNoSecrets({ tokens }: RunningSimulator, written: string): void {
  const values = Object.entries(tokens).flatMap(([name, value]: [string, string | Record<string, string>]) =>
    name === "appId" ? [] : typeof value === "string" ? [value] : Object.values(value),
  );
  const proofs = values.map((token) => createHmac("sha256", tokens.appSecret).update(token).digest("hex"));
  const secrets = [...values, ...proofs].filter((secret) => secret !== "");
  expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
}

/** A catalog that selects only these streams, and of each only these columns, keys aside. */
export function catalogOf(
  selection: { [stream: string]: readonly string[] | "all" },
  metadata: { [stream: string]: JsonObject } = {},
): JsonObject {
  const declarations = createTapInstagram().streams();
  return {
    streams: Object.entries(selection).map(([stream, columns]) => {
      const declared = declarations.find(({ name }) => name === stream);
      const names = Object.keys(declared?.schema.properties ?? {});
      const selected = (name: string) => columns === "all" || columns.includes(name);
      return {
        tap_stream_id: stream,
        stream,
        schema: {},
        metadata: [
          { breadcrumb: [], metadata: { selected: true, ...metadata[stream] } },
          ...names.map((name) => ({
            breadcrumb: ["properties", name],
            metadata: { selected: selected(name) },
          })),
        ],
      };
    }),
  };
}
