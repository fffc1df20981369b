/** `npm run bench -- [NAME…] [--runs N] [--json FILE] [--write]`: measures whole processes beside their floors. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { repositoryPath } from "./processes/commands.ts";
import { measures } from "./measures.ts";
import { figuresIn, pageOf, resultOf, type Result, type Results } from "./report/results.ts";
import { tableOf } from "./report/table.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "5" },
    json: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const runs = Number(values.runs);
const unknown = positionals.filter((name) => !measures.some((measure) => measure.name === name));
if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
  const lines = measures.map(({ name, about }) => `  ${name.padEnd(10)}${about}`);
  process.stderr.write(
    `${unknown.length > 0 ? `There is no measure ${unknown.join(", ")}` : `Cannot use --runs ${values.runs}: wanted 1 or more`}\n\nMeasures:\n${lines.join("\n")}\n`,
  );
  process.exit(2);
}

const place = repositoryPath("bench/results.json");
const earlier = values.write ? measuresIn(place) : [];
const found: Result[] = [];
for (const measure of measures) {
  const { name, about, run } = measure;
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const figures = await run({ runs, say: (text) => process.stderr.write(`${name}: ${text}\n`) });
  found.push(resultOf(measure, runs, figures));
  process.stdout.write(`\n${about}\n\n${tableOf(figures)}\n`);
  // After each: half an hour of figures is not lost with the last of them.
  if (values.write) write({ measures: renewed(earlier, found) });
}
if (values.json !== undefined)
  writeFileSync(values.json, `${JSON.stringify({ measures: found } satisfies Results, undefined, 2)}\n`);
process.exit(0);

/** What was measured before, and now, in the order of the measures. */
function renewed(before: readonly Result[], now: readonly Result[]): Result[] {
  return measures.flatMap(({ name }) => [...now, ...before].find((measure) => measure.name === name) ?? []);
}

function measuresIn(path: string): Results["measures"] {
  if (!existsSync(path)) return [];
  const results: Results = JSON.parse(readFileSync(path, "utf8"));
  return results.measures;
}

function write(results: Results): void {
  writeFileSync(place, `${JSON.stringify(results, undefined, 2)}\n`);
  const path = repositoryPath("bench/RESULTS.md");
  const { before, after } = figuresIn(readFileSync(path, "utf8"));
  writeFileSync(path, `${before}<!-- figures -->\n\n${pageOf(results)}\n\n<!-- end of figures -->${after}`);
}
