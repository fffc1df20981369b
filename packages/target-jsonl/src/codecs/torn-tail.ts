import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { skipSpace, skipValue } from "../scan/skip-value.ts";
import { onDisk } from "../errors/disk-error.ts";
import type { Repair } from "./codec.ts";
import { isInUse } from "./is-in-use.ts";
import { newlineByte, openBrace } from "../scan/bytes.ts";

const stepBytes = 64 * 1024;
/** A file with so many bytes and no newline is not JSON Lines, and is not changed. */
const maxTailBytes: number = 512 * 1024 * 1024;

/**
 * Repairs a JSON Lines file that a crash left without a newline at its end. The next row must start a new line.
 * An incomplete row is removed: it was not acknowledged, and comes again. A complete row stays, and so does a line that no
 * row begins like: another program wrote it.
 *
 * @param inUse whether another process is writing. The default waits a moment to see.
 * @returns the repair, or undefined when the file ends with a newline.
 * @throws DiskError
 */
export function repairTornTail(path: string, inUse: typeof isInUse = isInUse): Repair | undefined {
  return onDisk(`repair the end of ${path}`, () => {
    const file = openSync(path, "r+");
    try {
      const { size } = fstatSync(file);
      const tail = readTail(file, size);
      if (tail.length === 0) return undefined;
      if (inUse(file, size)) return { kind: "in use" };
      const repair =
        isWholeRow(tail) || !isCutRow(tail) ? complete(file, size) : truncate(file, size, tail.length);
      fsyncSync(file);
      return repair;
    } finally {
      closeSync(file);
    }
  });
}

/** The bytes after the last newline. */
function readTail(file: number, size: number): Uint8Array {
  let tail = new Uint8Array();
  while (tail.length < size) {
    const start = Math.max(0, size - tail.length - stepBytes - tail.length);
    const piece = readFully(file, start, size - tail.length - start);
    const newline = piece.lastIndexOf(newlineByte);
    const joined = new Uint8Array(piece.length - newline - 1 + tail.length);
    joined.set(piece.subarray(newline + 1));
    joined.set(tail, piece.length - newline - 1);
    tail = joined;
    if (newline !== -1) break;
    if (tail.length > maxTailBytes)
      throw new Error(
        "the file has no newline, wanted JSON Lines: move the file, or choose another name with custom_name",
      );
  }
  return tail;
}

function readFully(file: number, start: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const read = readSync(file, bytes, done, length - done, start + done);
    if (read === 0) break;
    done += read;
  }
  return bytes.subarray(0, done);
}

function isWholeRow(tail: Uint8Array): boolean {
  const line = new Uint8Array(tail.length + 1);
  line.set(tail);
  line[tail.length] = newlineByte;
  try {
    return line[0] === openBrace && skipSpace(line, skipValue(line, 0)) === tail.length;
  } catch {
    return false;
  }
}

/** Rows begin with a brace. A power cut can leave zero bytes in place of a row. */
function isCutRow(tail: Uint8Array): boolean {
  return tail[0] === openBrace || tail.every((byte) => byte === 0);
}

function complete(file: number, size: number): Repair {
  writeSync(file, Uint8Array.of(newlineByte), 0, 1, size);
  return { kind: "completed" };
}

function truncate(file: number, size: number, bytes: number): Repair {
  ftruncateSync(file, size - bytes);
  return { kind: "truncated", bytes };
}
