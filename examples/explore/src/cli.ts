/** Makes one page of what a sync left: `npm run explore -- --input output --output output/explore.html`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { pageOf } from "./page/page.ts";
import { bundledScript } from "./page/script.ts";
import { reportOf } from "./report/report.ts";
import { UnknownTimeZoneError } from "./tables/local-times.ts";
import { NoRowsError, openTables, UnreadableFileError } from "./tables/tables.ts";

const usage = `Usage: npm run explore -- [options]

Makes one page of what a sync left in the files of target-jsonl, or in a database of DuckDB.

Options:
  --input <path>       the folder of the files (default output), or a database file of DuckDB
  --schema <name>      the schema in that database: of the target, or of our dbt package (default tap_instagram)
  --output <file>      the page (default output/explore.html)
  --time-zone <name>   whose hours and weekdays count for posts (default: the zone of this machine)
  --help               print this
`;

process.exitCode = await run(process.argv.slice(2));

async function run(args: string[]): Promise<number> {
  const flags = readFlags(args);
  if (typeof flags === "string") {
    const isHelp = flags === usage;
    (isHelp ? process.stdout : process.stderr).write(flags);
    return isHelp ? 0 : 2;
  }
  const { input, schema, output, timeZone } = flags;
  try {
    const page = pageOf(
      await reportOf(await openTables({ path: input, schema }), timeZone),
      await bundledScript(),
    );
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, page);
    process.stderr.write(`Wrote ${output} (${Math.ceil(page.length / 1000)} KB). Open it in a browser.\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`Cannot make a page of ${input}: ${problemOf(error)}\n`);
    return 1;
  }
}

function readFlags(
  args: string[],
): { input: string; schema: string; output: string; timeZone: string } | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        input: { type: "string", default: "output" },
        schema: { type: "string", default: "tap_instagram" },
        output: { type: "string", default: "output/explore.html" },
        "time-zone": { type: "string", default: new Intl.DateTimeFormat().resolvedOptions().timeZone },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return usage;
    return {
      input: values.input,
      schema: values.schema,
      output: values.output,
      timeZone: values["time-zone"],
    };
  } catch (error) {
    return `Cannot read the flags: ${error instanceof Error ? error.message : String(error)}\n\n${usage}`;
  }
}

function problemOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  if (error instanceof NoRowsError)
    return `${said}. Run \`npm run demo\` to get some without a token, or name the folder of target-jsonl with --input.`;
  if (error instanceof UnreadableFileError) return `it is nothing that target-jsonl or DuckDB wrote: ${said}`;
  if (error instanceof UnknownTimeZoneError) return said;
  return `${said}. Please report it with the command that you ran.`;
}
