import type { Usage } from "./processes/run.ts";
import type { Figure } from "./figure.ts";
import { spreadOf } from "./statistics.ts";

type Part = "cpu" | "wall" | "memory";

/** Runs of ours and of the floor, in turn. */
export interface Pairs {
  readonly ours: readonly Usage[];
  readonly floor: readonly Usage[];
}

/** Runs both in turn, once without counting: the machine may be slower at one time than at another. */
export async function inTurn(
  runs: number,
  ours: () => Promise<Usage>,
  floor: () => Promise<Usage>,
): Promise<Pairs> {
  await ours();
  await floor();
  const pairs: { ours: Usage[]; floor: Usage[] } = { ours: [], floor: [] };
  for (let run = 0; run < runs; run += 1) {
    pairs.ours.push(await ours());
    pairs.floor.push(await floor());
  }
  return pairs;
}

/** A line of the table from pairs of runs. */
export function figureOf(
  pairs: Pairs,
  part: Part,
  about: Pick<Figure, "what" | "goal"> & { floor: string },
): Figure {
  const ratios = pairs.ours.map(
    (usage, position) => usage[part] / (pairs.floor[position]?.[part] ?? Number.NaN),
  );
  return {
    what: about.what,
    unit: part === "memory" ? "MB" : "s",
    ours: spreadOf(pairs.ours.map((usage) => usage[part])),
    floor: { what: about.floor, spread: spreadOf(pairs.floor.map((usage) => usage[part])) },
    ratio: spreadOf(ratios),
    goal: about.goal,
  };
}
