import process from "node:process";

/** Tells the person who watches; stdout is for data. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
