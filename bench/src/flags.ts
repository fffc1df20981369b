import { parseArgs } from "node:util";

/** What a run of the bench measures, and where the figures go. */
export interface BenchFlags {
  /** Names of measures; none asks for all. */
  readonly names: readonly string[];
  /** So many pairs of runs for each figure, at most. */
  readonly runs: number;
  /** The file for the figures as JSON. */
  readonly json: string | undefined;
  /** Whether bench/RESULTS.md and bench/results.json are renewed. */
  readonly isWritten: boolean;
}

interface Measure {
  readonly name: string;
  readonly about: string;
}

/** Reads the flags; gives what to print, and the exit code, where there is nothing to measure. */
export function readFlags(
  args: readonly string[],
  measures: readonly Measure[],
): BenchFlags | { text: string; exitCode: 0 | 2 } {
  const refuse = (problem: string) => ({ text: `${problem}\n\n${usageOf(measures)}`, exitCode: 2 }) as const;
  try {
    const { values, positionals: names } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        runs: { type: "string", default: "5" },
        json: { type: "string" },
        write: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return { text: usageOf(measures), exitCode: 0 };
    const unknown = names.filter((name) => !measures.some((measure) => measure.name === name));
    if (unknown.length > 0) return refuse(`There is no measure ${unknown.join(", ")}.`);
    const runs = Number(values.runs);
    if (!Number.isInteger(runs) || runs < 1)
      return refuse(`Cannot use --runs ${values.runs}: wanted a whole number from 1 on.`);
    return { names, runs, json: values.json, isWritten: values.write };
  } catch (error) {
    return refuse(`Cannot read the flags: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function usageOf(measures: readonly Measure[]): string {
  const lines = measures.map(({ name, about }) => `  ${name.padEnd(10)}${about}`);
  return `Usage: npm run bench -- [NAME…] [--runs N] [--json FILE] [--write]

  --runs N       so many pairs of runs for each figure, at most (default 5)
  --json FILE    writes the figures as JSON
  --write        renews bench/RESULTS.md and bench/results.json

Measures, all where none is named:
${lines.join("\n")}
`;
}
