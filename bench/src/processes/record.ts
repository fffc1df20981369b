import { readFileSync } from "node:fs";
import { recorderOf, type Recorded } from "./recorder.ts";
import type { Simulator } from "./simulator.ts";
import { tap, type TapOptions } from "./tap.ts";

/** What a sync asks for. */
export interface Recording {
  readonly requests: readonly Recorded[];
  /** Round trips that have to wait for each other. */
  readonly roundTrips: number;
  /** Calls of quota: each item of a batch is one. */
  readonly quotaCalls: number;
  readonly byEndpoint: { readonly [template: string]: number };
}

/** So long that requests which are sent together come before any of them is answered. */
const quietMs = 80;

/** Records a sync. */
export async function record(simulator: Simulator, options?: TapOptions): Promise<Recording> {
  await simulator.forget();
  let pid: number | undefined;
  const recorder = await recorderOf(simulator, quietMs, () => isWaiting(pid));
  try {
    await tap({ ...simulator, url: recorder.url }, { ...options, onStart: (id) => (pid = id) });
  } finally {
    recorder.close();
  }
  const { quotaCalls, byEndpoint } = await simulator.requests();
  const { requests } = recorder;
  const roundTrips = Math.max(0, ...requests.map(({ roundTrip }) => roundTrip));
  return { requests, roundTrips, quotaCalls, byEndpoint };
}

/** Whether a process waits for something else than a busy processor. Where the system does not say it, the time has to do. */
function isWaiting(pid: number | undefined): boolean {
  try {
    return /^State:\s+S/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return true;
  }
}
