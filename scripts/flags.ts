import process from "node:process";
import { parseArgs, type ParseArgsConfig } from "node:util";

/** The flags of a script. One that it does not know ends it with 2 and a sentence. */
export function readFlags<const Options extends NonNullable<ParseArgsConfig["options"]>>(
  options: Options,
): ReturnType<typeof parseArgs<{ options: Options }>>["values"] {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    const names = Object.keys(options).map((name) => `--${name}`);
    const problem = error instanceof Error ? error.message : String(error);
    process.stderr.write(`Cannot read the flags: ${problem}\nFlags: ${names.join(", ")}\n`);
    process.exit(2);
  }
}
