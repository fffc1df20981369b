import type { Victim } from "./pipeline.ts";

/** A kill of a run of a shard. */
export interface Kill {
  readonly shard: number;
  readonly victim: Victim;
  /** How long after the run began, at most. */
  readonly afterMs: number;
}

const victims: readonly Victim[] = ["tap", "target", "both"];

/** Kills at random, the same for the same seed. */
export function randomKills(count: number, shards: number, longestMs: number, seed: number): Kill[] {
  const random = generator(seed);
  return Array.from({ length: count }, () => ({
    shard: 1 + Math.floor(random() * shards),
    victim: victims[Math.floor(random() * victims.length)] ?? "both",
    afterMs: Math.round(random() * longestMs),
  }));
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
