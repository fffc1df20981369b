import type { Figure, Measure } from "../figure.ts";
import { chainOf, replay } from "../floors/floors.ts";
import { figureOf, inTurn } from "../pairs.ts";
import type { Recorded } from "../processes/recorder.ts";
import { record } from "../processes/record.ts";
import { simulatorOf } from "../processes/simulator.ts";
import { tap } from "../processes/tap.ts";
import { standardWorld } from "../worlds.ts";

const latencies = [0, 100, 800];

/** How long a sync takes beside the pages of media alone, one after the other. */
export const wall: Measure = {
  name: "wall",
  about: "elapsed time of the standard world at 0, 100 and 800 ms of latency, beside the chain of cursors",
  run: async ({ runs, say }) => {
    const figures: Figure[] = [];
    let chain: Recorded[] | undefined;
    for (const latencyMs of latencies) {
      say(`${latencyMs} ms`);
      const simulator = await simulatorOf(standardWorld, latencyMs);
      try {
        // The tokens and cursors of a world are the same in each of its simulators.
        const pages = chain ?? chainOf((await record(simulator)).requests);
        chain = pages;
        const pairs = await inTurn(
          latencyMs > 500 ? 1 : runs,
          () => tap(simulator),
          () => replay(simulator, pages),
        );
        const goal = latencyMs === 0 ? undefined : 0.5;
        const floor = "the pages, one after the other";
        figures.push(figureOf(pairs, "wall", { what: `elapsed, ${latencyMs} ms of latency`, floor, goal }));
      } finally {
        simulator.stop();
      }
    }
    return figures;
  },
};
