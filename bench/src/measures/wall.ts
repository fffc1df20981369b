import type { JsonObject } from "@tap-instagram/singer";
import type { Figure, Measure } from "../figure.ts";
import { chainOf, replay } from "../floors/floors.ts";
import { figureOf, inTurn } from "../pairs.ts";
import type { Recorded } from "../processes/recorder.ts";
import { record } from "../processes/record.ts";
import { simulatorOf } from "../processes/simulator.ts";
import { tap } from "../processes/tap.ts";
import { standardWorld } from "../worlds.ts";

interface Case {
  readonly what: string;
  readonly latencyMs: number;
  readonly settings?: JsonObject | undefined;
  readonly goal?: number | undefined;
}

const cases: readonly Case[] = [
  { what: "elapsed, 0 ms of latency", latencyMs: 0 },
  // With three requests in flight there is one window, and the two others are for insights.
  {
    what: "elapsed in one chain, 100 ms of latency",
    latencyMs: 100,
    settings: { concurrency: 3 },
    goal: 1.15,
  },
  { what: "elapsed, 100 ms of latency", latencyMs: 100, goal: 0.5 },
  { what: "elapsed, 800 ms of latency", latencyMs: 800, goal: 0.5 },
];

/** How long a sync takes beside the pages of media alone, one after the other. */
export const wall: Measure = {
  name: "wall",
  about: "elapsed time of the standard world at 0, 100 and 800 ms of latency, beside the chain of cursors",
  run: async ({ runs, say }) => {
    const figures: Figure[] = [];
    let chain: Recorded[] | undefined;
    for (const { what, latencyMs, settings, goal } of cases) {
      say(what);
      const simulator = await simulatorOf(standardWorld, latencyMs);
      try {
        // The tokens and cursors of a world are the same in each of its simulators.
        const pages = chain ?? chainOf((await record(simulator, { settings: { concurrency: 3 } })).requests);
        chain = pages;
        const pairs = await inTurn(
          latencyMs > 500 ? 1 : runs,
          () => tap(simulator, { settings }),
          () => replay(simulator, pages),
        );
        figures.push(figureOf(pairs, "wall", { what, floor: "the pages, one after the other", goal }));
      } finally {
        simulator.stop();
      }
    }
    return figures;
  },
};
