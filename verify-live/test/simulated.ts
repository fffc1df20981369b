import type { Fetch } from "@tap-instagram/core";
import {
  startSimulator,
  type AccountSpec,
  type RunningSimulator,
  type SimulatorOptions,
} from "@tap-instagram/graph-simulator";
import { onTestFinished } from "vitest";
import { verifyLive } from "../src/verify-live.ts";

/** Monday noon in California, in daylight time. */
export const now: number = Date.UTC(2026, 8, 21, 19);

/** An account that has something of everything: old and new posts of every kind, stories, an empty website. */
export const rich: AccountSpec = {
  username: "rich.account",
  name: "The Rich Account",
  website: null,
  followers: 5_000,
  login: "both",
  tags: 12,
  collaborations: 2,
  stories: { live: 3, belowFiveViewers: 1 },
  posts: {
    count: 140,
    reels: 60,
    carousels: 20,
    feedVideos: 10,
    hoursBetween: 150,
    sharedToFacebook: 20,
    commentsMaximum: 80,
    withoutProductType: 3,
  },
};

/** A simulator of its own for a test, at a fixed time. */
export async function simulated(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const world = { accounts: [rich], pagesWithoutAccount: 1, hashtags: [{ name: "coffee" }] };
  const simulator = await startSimulator({ now: () => now, world, ...options });
  onTestFinished(() => simulator.close());
  return simulator;
}

export interface RunOptions {
  readonly instagram?: boolean | undefined;
  readonly args?: readonly string[] | undefined;
  readonly environment?: { readonly [name: string]: string } | undefined;
  readonly fetch?: Fetch | undefined;
  /** Files by path; written ones are put there. Default none. */
  readonly files?: Map<string, string> | undefined;
  /** What a person types; undefined where there is none. */
  readonly typed?: string | undefined;
  /** Of the command's clock. Default `now`. */
  readonly nowMs?: number | undefined;
}

/** A finding, as `--json` prints it. */
export interface PrintedFact {
  readonly name: string;
  readonly topic: string;
  readonly verdict: "agrees" | "differs" | "refused" | "not-testable";
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
  readonly missing?: string | undefined;
}

export interface Run {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command against a simulator over real HTTP, on a clock that jumps instead of waiting. */
export async function run(simulator: RunningSimulator, options: RunOptions = {}): Promise<Run> {
  const { instagram, args = [], environment = {}, fetch = globalThis.fetch, nowMs = now } = options;
  const { files = new Map<string, string>(), typed } = options;
  let out = "";
  let err = "";
  const exitCode = await verifyLive({
    args,
    environment: {
      VERIFY_LIVE_ACCESS_TOKEN: instagram ? simulator.tokens.instagram : simulator.tokens.user,
      VERIFY_LIVE_API_URL: instagram ? simulator.instagramUrl : simulator.url,
      ...environment,
    },
    fetch,
    clock: { now: () => nowMs, sleep: async () => {} },
    files: {
      read: async (path) => files.get(path),
      write: async (path, text) => void files.set(path, text),
    },
    isInteractive: typed !== undefined,
    ask: async (question) => {
      err += question;
      return typed ?? "";
    },
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { exitCode, out, err };
}

/** The facts of a run, by name. */
export async function findings(
  simulator: RunningSimulator,
  options: RunOptions = {},
): Promise<Map<string, PrintedFact>> {
  const { out } = await run(simulator, { ...options, args: ["--json", ...(options.args ?? [])] });
  const { facts } = JSON.parse(out) as { facts: PrintedFact[] };
  return new Map(facts.map((fact) => [fact.name, fact]));
}
