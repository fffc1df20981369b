import type { Spread } from "./statistics.ts";

/** One line of the table. */
export interface Figure {
  /** What is measured: `CPU, standard world`. */
  readonly what: string;
  readonly unit: "s" | "MB" | "requests" | "calls" | "round trips" | "rows/s" | "exponent";
  readonly ours: Spread;
  /** The least that it can take, measured in the same run. */
  readonly floor?: { readonly what: string; readonly spread: Spread } | undefined;
  /** Ours to the floor, of each pair of runs. */
  readonly ratio?: Spread | undefined;
  /** The greatest ratio, or without a floor the greatest figure, that is good enough. Of rows in a second the least. */
  readonly goal?: number | undefined;
}

/** Something to measure. */
export interface Measure {
  readonly name: string;
  readonly about: string;
  readonly run: (options: MeasureOptions) => Promise<Figure[]>;
}

/** How thoroughly to measure. */
export interface MeasureOptions {
  /** Pairs of runs, after one that does not count. */
  readonly runs: number;
  /** Says what is under way. */
  readonly say: (text: string) => void;
}

/** Whether a figure is good enough; `undefined` where it has no goal. */
export function isReached({ goal, ratio, ours, unit }: Figure): boolean | undefined {
  if (goal === undefined) return undefined;
  const value = (ratio ?? ours).median;
  return unit === "rows/s" ? value >= goal : value <= goal;
}
