import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseMessage, runTap } from "@tap-instagram/singer";
import { createMemoryHost } from "@tap-instagram/singer/testing";
import type { Clock, Fetch } from "@tap-instagram/core";
import { createTapInstagram } from "tap-instagram";

/** What the tap is run with. */
export interface TapRun {
  readonly accessToken: string;
  readonly baseUrl: string | undefined;
  readonly apiVersion: string;
  /** Id of the only account to read; undefined reads all. */
  readonly account: string | undefined;
  readonly nowMs: number;
  readonly clock: Clock;
  readonly fetch: Fetch;
}

/** How the run of the tap ended. */
export interface TapOutcome {
  readonly exitCode: number;
  /** Records by stream. */
  readonly records: Readonly<Record<string, number>>;
  /** Warnings and errors. */
  readonly log: readonly string[];
}

const daysRead = 4;
const pageSize = 5;

/** One record of every stream of the account, with few calls: `tap-instagram --test` with all streams selected. */
export async function runTapOnce(run: TapRun): Promise<TapOutcome> {
  const folder = await mkdtemp(join(tmpdir(), "verify-live-"));
  try {
    const catalog = join(folder, "catalog.json");
    const env = environmentOf(run);
    const ports = { clock: run.clock, fetch: run.fetch, random: () => 0.5 };
    const tap = createTapInstagram(ports);
    const host = (...argv: string[]) =>
      createMemoryHost({ argv: ["--config", "ENV", ...argv], env, now: () => run.nowMs });
    const discovery = host("--discover");
    await runTap(tap, discovery);
    await writeFile(catalog, withAllStreams(discovery.out()));
    const sync = host("--catalog", catalog, "--test");
    const exitCode = await runTap(tap, sync);
    return { exitCode, records: recordsOf(sync.out()), log: warningsOf(sync.err()) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function environmentOf(run: TapRun): Record<string, string | undefined> {
  return {
    TAP_INSTAGRAM_ACCESS_TOKEN: run.accessToken,
    TAP_INSTAGRAM_API_URL: run.baseUrl,
    TAP_INSTAGRAM_API_VERSION: run.apiVersion,
    TAP_INSTAGRAM_ACCOUNTS: run.account === undefined ? undefined : JSON.stringify([run.account]),
    TAP_INSTAGRAM_PAGE_SIZE: String(pageSize),
    TAP_INSTAGRAM_START_DATE: new Date(run.nowMs - daysRead * 24 * 3_600_000).toISOString(),
    TAP_INSTAGRAM_MAX_RETRIES: "1",
    TAP_INSTAGRAM_MAX_WAIT_MINUTES: "0",
  };
}

function withAllStreams(catalog: string): string {
  return JSON.stringify(JSON.parse(catalog), (_, value: unknown) => {
    const isStream = typeof value === "object" && value !== null && "breadcrumb" in value;
    if (!isStream || !Array.isArray(value.breadcrumb) || value.breadcrumb.length > 0) return value;
    const metadata = "metadata" in value && typeof value.metadata === "object" ? value.metadata : {};
    return { ...value, metadata: { ...metadata, selected: true } };
  });
}

function recordsOf(out: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of out.split("\n")) {
    if (line === "") continue;
    const message = parseMessage(line);
    if (message.type === "RECORD") counts[message.stream] = (counts[message.stream] ?? 0) + 1;
  }
  return counts;
}

function warningsOf(err: string): string[] {
  return err.split("\n").filter((line) => /^(?:WARNING|ERROR|CRITICAL) /.test(line));
}
