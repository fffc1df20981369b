import { cpus, platform, release, totalmem } from "node:os";
import process from "node:process";
import type { Figure } from "../figure.ts";
import { tableOf } from "./table.ts";

/** Everything that a run of the bench found. */
export interface Results {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly system: string;
  };
  readonly node: string;
  /** When it ended, as an RFC 3339 date-time. */
  readonly at: string;
  readonly runs: number;
  readonly measures: readonly {
    readonly name: string;
    readonly about: string;
    readonly figures: readonly Figure[];
  }[];
}

export function resultsOf(runs: number, measures: Results["measures"]): Results {
  const [first] = cpus();
  return {
    machine: {
      cpu: first?.model ?? "unknown",
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      system: `${platform()} ${release()}`,
    },
    node: process.version,
    at: new Date().toISOString(),
    runs,
    measures,
  };
}

/** The tables as `bench/RESULTS.md` has them between its two marks. */
export function pageOf({ machine, node, at, runs, measures }: Results): string {
  const { cpu, cores, memoryGb, system } = machine;
  return [
    `Measured ${at.slice(0, 10)} on ${cores} × ${cpu}, ${memoryGb} GB, ${system}, Node ${node}; ${runs} pairs of runs each.`,
    ...measures.flatMap(({ name, about, figures }) => [`### ${name}`, `${about}.`, tableOf(figures)]),
  ].join("\n\n");
}
