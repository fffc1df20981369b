import { isUtf8 } from "node:buffer";
import { createReadStream, readSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createGunzip } from "node:zlib";
import type { BatchMessage } from "@tap-instagram/singer";
import { openRegularFile } from "../disk/regular-file.ts";
import { InputError } from "../errors/input-error.ts";
import type { IncomingRow } from "../rows/row.ts";
import { DiskError } from "../errors/disk-error.ts";
import { BlockSplitter } from "../scan/block-splitter.ts";
import { MemberList } from "../scan/member-list.ts";
import { skipSpace, unexpected } from "../scan/skip-value.ts";
import { newlineByte } from "../scan/bytes.ts";

/** A row of a file, as {@link IncomingRow} has it. */
export type BatchRow = Pick<IncomingRow, "bytes" | "start" | "end" | "members">;

export interface BatchListener {
  /** Takes a row; what it throws ends the reading. */
  onRow(row: BatchRow): void;
  /** Called after every MiB or so. */
  onBlock(): void;
  /** Called after each row; the reading waits for what it returns. */
  pause(): Promise<void> | undefined;
}

/**
 * Reads the rows of a BATCH message's files.
 *
 * @throws InputError when a file is not a regular file on this machine, cannot be read, has another format, or has a row
 * that cannot be used. The rows before it were passed on.
 */
export async function readBatch(
  message: BatchMessage,
  signal: AbortSignal,
  listener: BatchListener,
): Promise<void> {
  const { format, compression } = message.encoding;
  if (format !== "jsonl" || !["gzip", "none", undefined, null].includes(compression)) {
    const found = `${JSON.stringify(format)} with compression ${JSON.stringify(compression ?? null)}`;
    throw new InputError(
      `the BATCH is encoded as ${found}, wanted "jsonl", with "gzip" or without compression`,
    );
  }
  for (const url of message.manifest) {
    let row = 0;
    try {
      for await (const block of blocks(open(url))) {
        row = await readBlock(block, row, signal, listener);
        if (signal.aborted) return;
        listener.onBlock();
      }
    } catch (error) {
      if (error instanceof DiskError || error instanceof InputError) throw error;
      const found = error instanceof Error ? error.message : String(error);
      throw new InputError(`the BATCH file ${url} cannot be used: ${found}`, { cause: error });
    }
  }
}

function open(url: string): AsyncIterable<Uint8Array> {
  if (!url.startsWith("file://")) {
    throw new InputError(`the BATCH names the file ${JSON.stringify(url)}, wanted a file:// URL`);
  }
  const path = fileURLToPath(url);
  const { file, size } = openRegularFile(path);
  const isPacked = isGzip(file);
  // Not beyond its size: the file can be the one that the rows are written to. Some file systems know no sizes.
  const end = size === 0 ? undefined : size - 1;
  const source = createReadStream(path, { fd: file, end, highWaterMark: 1024 * 1024 });
  if (!isPacked) return source;
  const plain = createGunzip();
  // The reader of the unpacked bytes gets a failure of the file.
  pipeline(source, plain).catch(() => undefined);
  return plain;
}

/** The file itself shows it: taps of the Meltano SDK compress their files whatever the message says. */
function isGzip(file: number): boolean {
  const start = Buffer.alloc(2);
  return readSync(file, start, 0, 2, 0) === 2 && start.readUInt16BE() === 0x1f8b;
}

async function* blocks(source: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  const splitter = new BlockSplitter();
  for await (const chunk of source) yield asBuffer(splitter.push(chunk));
  yield asBuffer(splitter.end());
}

function asBuffer(block: Uint8Array = new Uint8Array()): Buffer {
  return Buffer.from(block.buffer, block.byteOffset, block.byteLength);
}

async function readBlock(
  bytes: Buffer,
  rowsBefore: number,
  signal: AbortSignal,
  listener: BatchListener,
): Promise<number> {
  const members = new MemberList();
  const isText = isUtf8(bytes);
  let row = rowsBefore;
  for (let at = 0; at < bytes.length && !signal.aborted; at = bytes.indexOf(newlineByte, at) + 1) {
    row += 1;
    const start = skipSpace(bytes, at);
    if (bytes[start] === newlineByte) continue;
    try {
      if (!isText) throw new Error("it is not UTF-8 text, as JSON must be");
      const end = members.scan(bytes, start);
      const rest = skipSpace(bytes, end);
      if (bytes[rest] !== newlineByte) unexpected(bytes, rest, "the end of the line");
      listener.onRow({ bytes, start, end, members });
    } catch (error) {
      if (error instanceof DiskError || !(error instanceof Error)) throw error;
      throw new Error(`line ${row}: ${error.message}`, { cause: error });
    }
    const pause = listener.pause();
    if (pause !== undefined) await pause;
  }
  return row;
}
