/** `npm run bench -- [NAME…] [--runs N] [--json FILE] [--write]`: measures whole processes beside their floors. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { readFlags } from "./flags.ts";
import { repositoryPath } from "./processes/commands.ts";
import { measures } from "./measures.ts";
import { figuresIn, pageOf, resultOf, type Result, type Results } from "./report/results.ts";
import { tableOf } from "./report/table.ts";

const flags = readFlags(process.argv.slice(2), measures);
if ("text" in flags) {
  process[flags.exitCode === 0 ? "stdout" : "stderr"].write(flags.text);
  process.exit(flags.exitCode);
}
const { names, runs, json, isWritten } = flags;

const place = repositoryPath("bench/results.json");
const earlier = isWritten ? measuresIn(place) : [];
const found: Result[] = [];
for (const measure of measures) {
  const { name, about, run } = measure;
  if (names.length > 0 && !names.includes(name)) continue;
  const figures = await run({ runs, say: (text) => process.stderr.write(`${name}: ${text}\n`) });
  found.push(resultOf(measure, runs, figures));
  process.stdout.write(`\n${about}\n\n${tableOf(figures)}\n`);
  // After each: half an hour of figures is not lost with the last of them.
  if (isWritten) write({ measures: renewed(earlier, found) });
}
if (json !== undefined)
  writeFileSync(json, `${JSON.stringify({ measures: found } satisfies Results, undefined, 2)}\n`);
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
