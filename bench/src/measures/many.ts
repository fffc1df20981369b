import type { Figure, Measure } from "../figure.ts";
import { simulatorOf } from "../processes/simulator.ts";
import { tap } from "../processes/tap.ts";
import { spreadOf } from "../statistics.ts";
import { accountsWorld } from "../worlds.ts";

const accounts = 2000;
const posts = 1_000_000;

/** The largest sync that anybody has asked for. */
export const many: Measure = {
  name: "many",
  about: "memory, time and requests of 1,000,000 posts over 2,000 accounts",
  run: async () => {
    const simulator = await simulatorOf(accountsWorld(accounts, posts / accounts));
    try {
      const { memory, cpu } = await tap(simulator, { streams: ["media"] });
      const { httpRequests } = await simulator.requests();
      return [
        figure("peak memory", "MB", memory, 130),
        figure("CPU", "s", cpu),
        figure("requests", "requests", httpRequests, (posts / 100) * 1.15),
      ];
    } finally {
      simulator.stop();
    }
  },
};

function figure(what: string, unit: Figure["unit"], value: number, goal?: number): Figure {
  return {
    what: `${what}, media of 1,000,000 posts over 2,000 accounts`,
    unit,
    ours: spreadOf([value]),
    goal,
  };
}
