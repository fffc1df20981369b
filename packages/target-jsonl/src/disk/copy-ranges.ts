import { createReadStream } from "node:fs";
import { DiskError } from "../errors/disk-error.ts";
import { DurableFile } from "./durable-file.ts";

/** Bytes of a file: the first, and the place after the last. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Copies parts of a file into a new file, durably. @throws DiskError */
export async function copyRanges(
  path: string,
  ranges: readonly ByteRange[],
  copy: { readonly path: string; readonly mode: number | undefined },
): Promise<void> {
  const target = new DurableFile(copy.path, { mode: copy.mode, isNew: true });
  try {
    target.append(new Uint8Array());
    for (const { start, end } of ranges) {
      const source: AsyncIterable<Buffer> = createReadStream(path, {
        start,
        end: end - 1,
        highWaterMark: 1024 * 1024,
      });
      for await (const chunk of source) target.append(chunk);
    }
    target.close();
  } catch (error) {
    target.drop();
    throw error instanceof DiskError ? error : new DiskError(`copy ${path}`, error);
  }
}
