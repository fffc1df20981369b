import { cpus, platform, release, totalmem } from "node:os";
import process from "node:process";
import type { Figure, Measure } from "../figure.ts";
import { tableOf } from "./table.ts";

/** One measure, and when and where it was taken: `--write` keeps those that it does not renew. */
export interface Result {
  readonly name: string;
  readonly about: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly system: string;
  };
  readonly node: string;
  /** When it ended, as an RFC 3339 date-time. */
  readonly at: string;
  /** Pairs of runs. */
  readonly runs: number;
  readonly figures: readonly Figure[];
}

/** Everything that the bench knows, in the order of the measures. */
export interface Results {
  readonly measures: readonly Result[];
}

/** What was measured just now on this machine. */
export function resultOf({ name, about }: Measure, runs: number, figures: readonly Figure[]): Result {
  const [first] = cpus();
  return {
    name,
    about,
    machine: {
      cpu: first?.model ?? "unknown",
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      system: `${platform()} ${release()}`,
    },
    node: process.version,
    at: new Date().toISOString(),
    runs,
    figures,
  };
}

/** The tables as `bench/RESULTS.md` has them between its two marks. */
export function pageOf({ measures }: Results): string {
  return measures
    .flatMap((result) => [
      `### ${result.name}`,
      `${result.about}.`,
      takenText(result),
      tableOf(result.figures),
    ])
    .join("\n\n");
}

/** A page in three parts: what is before the tables, the tables, and what is behind them. */
export function figuresIn(page: string): { before: string; figures: string; after: string } {
  const [before = "", figures = "", after = ""] = page.split(/^<!-- (?:figures|end of figures) -->$/m);
  return { before, figures, after };
}

function takenText({ machine, node, at, runs }: Result): string {
  const { cpu, cores, memoryGb, system } = machine;
  const pairs = runs === 1 ? "one pair of runs" : `${runs} pairs of runs`;
  return `Measured ${at.slice(0, 10)} on ${cores} × ${cpu}, ${memoryGb} GB, ${system}, Node ${node}; ${pairs}.`;
}
