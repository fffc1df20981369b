import { createReadStream } from "node:fs";
import type { Codec } from "../codecs/codec.ts";
import { openRegularFile } from "../disk/regular-file.ts";
import { DiskError } from "../errors/disk-error.ts";
import { BlockSplitter } from "../scan/block-splitter.ts";
import { newlineByte } from "../scan/bytes.ts";

/**
 * Calls back for every line of a file, with bytes that hold the line, its start, and the place of its newline.
 *
 * @returns false when the signal aborted it.
 * @throws DiskError
 */
export async function forEachRow(
  path: string,
  codec: Codec,
  signal: AbortSignal,
  callback: (bytes: Buffer, start: number, end: number) => void,
): Promise<boolean> {
  const splitter = new BlockSplitter();
  try {
    const { file } = openRegularFile(path);
    const source = createReadStream(path, { fd: file, highWaterMark: 1024 * 1024 });
    for await (const chunk of codec.decode(source)) {
      if (signal.aborted) return false;
      eachLine(splitter.push(chunk), callback);
    }
    eachLine(splitter.end(), callback);
  } catch (error) {
    throw error instanceof DiskError ? error : new DiskError(`read ${path}`, error);
  }
  return !signal.aborted;
}

function eachLine(
  block: Uint8Array | undefined,
  callback: (bytes: Buffer, start: number, end: number) => void,
): void {
  if (block === undefined) return;
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(newlineByte, at);
    callback(bytes, at, end);
    at = end + 1;
  }
}
