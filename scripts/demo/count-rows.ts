import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Rows of each `<stream>.jsonl` in a folder, by stream. */
export async function countRows(folder: string): Promise<{ stream: string; rows: number }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".jsonl")).toSorted();
  return Promise.all(
    names.map(async (name) => ({
      stream: name.slice(0, -".jsonl".length),
      rows: await countLines(join(folder, name)),
    })),
  );
}

async function countLines(path: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(path)) for (const byte of chunk) if (byte === 10) lines += 1;
  return lines;
}
