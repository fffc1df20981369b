import type { JsonObject } from "@tap-instagram/singer";
import type { Figure, Measure } from "../figure.ts";
import { simulatorOf } from "../processes/simulator.ts";
import { tap, type TapOptions } from "../processes/tap.ts";
import { spreadOf } from "../statistics.ts";
import { accountsWorld, standardWorld } from "../worlds.ts";

const goal = 130;

/** A state with the bookmarks of 30,000 accounts of other runs. */
function foreignState(): JsonObject {
  const partitions = Array.from({ length: 30_000 }, (_, index) => ({
    context: { business_account_id: String(17_900_000_000_000_000 + index * 2) },
    replication_key: "date",
    replication_key_value: "2026-01-01T08:00:00Z",
  }));
  return { bookmarks: { user_insights: { partitions } } };
}

interface Case {
  readonly what: string;
  readonly world: typeof standardWorld;
  readonly options?: TapOptions | undefined;
  /** How often it is run at most. Default: 3. */
  readonly most?: number | undefined;
}

const cases: readonly Case[] = [
  { what: "5,000 posts", world: standardWorld },
  { what: "5,000 posts, a slow reader", world: standardWorld, options: { chunksPerSecond: 20 } },
  {
    what: "5,000 posts, a reader that takes one line a second for a minute",
    world: standardWorld,
    options: { lineASecondFor: 60 },
    most: 1,
  },
  { what: "400 accounts with 100 posts each", world: accountsWorld(400, 100), most: 1 },
  { what: "2,000 accounts with 5 posts each", world: accountsWorld(2000, 5), most: 1 },
  {
    what: "30,000 foreign partitions in the state",
    world: accountsWorld(5),
    // The accounts of the state are not seen.
    options: { state: foreignState(), codes: [0, 4] },
  },
];

/** The most memory that a sync holds at any time. */
export const memory: Measure = {
  name: "memory",
  about: "peak memory: many posts, a slow reader, many accounts, a large state",
  run: async ({ runs, say }) => {
    const figures: Figure[] = [];
    for (const { what, world, options, most = 3 } of cases) {
      say(what);
      const simulator = await simulatorOf(world);
      try {
        const peaks: number[] = [];
        for (let run = 0; run < Math.min(runs, most); run += 1)
          peaks.push((await tap(simulator, options)).memory);
        figures.push({ what: `peak memory, ${what}`, unit: "MB", ours: spreadOf(peaks), goal });
      } finally {
        simulator.stop();
      }
    }
    return figures;
  },
};
