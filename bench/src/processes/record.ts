import { recorderOf, type Recorded } from "./recorder.ts";
import type { Simulator } from "./simulator.ts";
import { tap, type TapOptions } from "./tap.ts";

/** What a sync asks for. */
export interface Recording {
  readonly requests: readonly Recorded[];
  /** Round trips that have to wait for each other. */
  readonly depth: number;
  /** Calls of quota: each item of a batch is one. */
  readonly quotaCalls: number;
  readonly byEndpoint: { readonly [template: string]: number };
}

/** So slow that requests which are sent together come before the first of them is answered. */
const latencyMs = 40;

/** Records a sync. */
export async function record(simulator: Simulator, options?: TapOptions): Promise<Recording> {
  await simulator.forget();
  const recorder = await recorderOf(simulator, latencyMs);
  try {
    await tap({ ...simulator, url: recorder.url }, options);
  } finally {
    recorder.close();
  }
  const { quotaCalls, byEndpoint } = await simulator.requests();
  const { requests } = recorder;
  return { requests, depth: Math.max(0, ...requests.map(({ depth }) => depth)), quotaCalls, byEndpoint };
}
