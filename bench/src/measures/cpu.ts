import type { Measure } from "../figure.ts";
import { replay } from "../floors/floors.ts";
import { figureOf, inTurn } from "../pairs.ts";
import { record } from "../processes/record.ts";
import { simulatorOf } from "../processes/simulator.ts";
import { tap } from "../processes/tap.ts";
import { standardWorld } from "../worlds.ts";

/** What the tap takes beside a loop that makes the same requests, parses the answers and prints them. */
export const cpu: Measure = {
  name: "cpu",
  about:
    "processor time and memory of the standard world, beside a loop that fetches, parses and prints the same",
  run: async ({ runs, say }) => {
    const simulator = await simulatorOf(standardWorld);
    try {
      const { requests } = await record(simulator);
      say(`${runs} pairs`);
      const pairs = await inTurn(
        runs,
        () => tap(simulator),
        () => replay(simulator, requests),
      );
      const floor = "fetch, parse, stringify, write";
      return [
        figureOf(pairs, "cpu", { what: "CPU, standard world", floor, goal: 2.5 }),
        figureOf(pairs, "memory", { what: "peak memory, standard world", floor }),
      ];
    } finally {
      simulator.stop();
    }
  },
};
