import { createReadStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { DurableFile } from "./durable-file.ts";
import { DiskError } from "../errors/disk-error.ts";
import { partialMode, partialPath } from "./partial.ts";

/** Bytes of a file, from the first to the place behind the last. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Reduces a file to some of its parts, durably. @throws DiskError */
export async function copyRanges(path: string, ranges: readonly ByteRange[]): Promise<void> {
  const copy = partialPath(path);
  await rm(copy, { force: true });
  const target = new DurableFile(copy, partialMode(path));
  target.append(new Uint8Array());
  try {
    for (const { start, end } of ranges) {
      const source: AsyncIterable<Buffer> = createReadStream(path, {
        start,
        end: end - 1,
        highWaterMark: 1024 * 1024,
      });
      for await (const chunk of source) target.append(chunk);
    }
    target.close();
    await rename(copy, path);
  } catch (error) {
    target.drop();
    await rm(copy, { force: true });
    throw error instanceof DiskError ? error : new DiskError(`copy ${path}`, error);
  }
}
