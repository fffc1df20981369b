import type { WorldSpec } from "@tap-instagram/graph-simulator";
import type { Figure, Measure } from "../figure.ts";
import { now, simulatorOf } from "../processes/simulator.ts";
import { tap } from "../processes/tap.ts";
import { exponentOf, spreadOf } from "../statistics.ts";
import { accountsWorld, oneAccountWorld } from "../worlds.ts";

const dayMs = 24 * 60 * 60_000;

interface Axis {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly worldOf: (size: number) => WorldSpec;
  /** Days of account insights to read. Default 30. */
  readonly daysOf?: ((size: number) => number) | undefined;
}

const axes: readonly Axis[] = [
  { name: "accounts", sizes: [50, 100, 200], worldOf: (accounts) => accountsWorld(accounts) },
  { name: "posts", sizes: [2000, 4000, 8000], worldOf: (posts) => oneAccountWorld({ posts }) },
  {
    name: "days",
    sizes: [150, 300, 600],
    worldOf: (days) => oneAccountWorld({ days }),
    daysOf: (days) => days,
  },
];

/** The greatest exponents that are good enough: memory must not grow with anything. */
const goals = { requests: 1.05, cpu: 1.15, memory: 0.35 };

interface Point {
  readonly requests: number;
  readonly cpu: number;
  readonly memory: number;
}

async function pointOf(world: WorldSpec, days: number, runs: number): Promise<Point> {
  const start_date = new Date(Date.parse(now) - days * dayMs).toISOString();
  const simulator = await simulatorOf(world);
  try {
    const usages = [];
    for (let run = 0; run < runs; run += 1) usages.push(await tap(simulator, { settings: { start_date } }));
    const { httpRequests } = await simulator.requests();
    return {
      requests: httpRequests / runs,
      cpu: spreadOf(usages.map(({ cpu }) => cpu)).median,
      memory: spreadOf(usages.map(({ memory }) => memory)).median,
    };
  } finally {
    simulator.stop();
  }
}

/** How requests, processor time and memory grow when accounts, posts or days are doubled. */
export const growth: Measure = {
  name: "growth",
  about: "how requests, CPU and memory grow with accounts, posts and days, as an exponent",
  run: async ({ runs, say }) => {
    const figures: Figure[] = [];
    // What a run takes that reads next to nothing is no growth.
    const start = await pointOf(oneAccountWorld({ posts: 1, days: 1 }), 1, 1);
    for (const { name, sizes, worldOf, daysOf } of axes) {
      const points: (Point & { size: number })[] = [];
      for (const size of sizes) {
        say(`${size} ${name}`);
        const { requests, cpu, memory } = await pointOf(
          worldOf(size),
          daysOf?.(size) ?? 30,
          Math.min(runs, 3),
        );
        points.push({ size, requests: requests - start.requests, cpu: cpu - start.cpu, memory });
      }
      for (const part of ["requests", "cpu", "memory"] as const) {
        const exponent = exponentOf(points.map((point) => ({ size: point.size, figure: point[part] })));
        figures.push({
          what: `${part} by ${name} (${sizes.join(", ")})`,
          unit: "exponent",
          ours: spreadOf([exponent]),
          goal: goals[part],
        });
      }
    }
    return figures;
  },
};
