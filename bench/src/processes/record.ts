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
const usuallyQuietMs = 80;

/** Records a sync. On a busy machine, round trips are counted right only with a longer silence before each answer. */
export async function record(
  simulator: Simulator,
  options?: TapOptions,
  quietMs = usuallyQuietMs,
): Promise<Recording> {
  await simulator.forget();
  const recorder = await recorderOf(simulator, quietMs);
  try {
    await tap({ ...simulator, url: recorder.url }, options);
  } finally {
    recorder.close();
  }
  const { quotaCalls, byEndpoint } = await simulator.requests();
  const { requests } = recorder;
  const roundTrips = Math.max(0, ...requests.map(({ roundTrip }) => roundTrip));
  return { requests, roundTrips, quotaCalls, byEndpoint };
}
