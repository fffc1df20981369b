import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync } from "node:fs";
import { onDisk } from "../files/disk-problem.ts";
import type { Repair } from "./codec.ts";
import type { FrameFormat } from "./frames.ts";

/**
 * Removes a last frame that a crash cut off, leaving all frames before it. Only headers are read, so that it takes
 * no longer than a few reads per megabyte.
 *
 * @returns what was done, or nothing when the file ends well.
 * @throws {DiskProblem} also when the file holds frames of another program: where those end cannot be told, and
 * rows appended to a broken one would be lost.
 */
export function repairTornFrame(path: string, format: FrameFormat): Repair | undefined {
  return onDisk(`repair the end of ${path}`, () => {
    const file = openSync(path, "r+");
    try {
      const { size } = fstatSync(file);
      const end = endOfWholeFrames(file, size, format);
      if (end === size) return undefined;
      ftruncateSync(file, end);
      fsyncSync(file);
      return { kind: "truncated", bytes: size - end };
    } finally {
      closeSync(file);
    }
  });
}

function endOfWholeFrames(file: number, size: number, format: FrameFormat): number {
  const header = Buffer.alloc(format.headerBytes);
  let at = 0;
  while (at < size) {
    const read = readSync(file, header, 0, header.length, at);
    const isOurs = format.signature.every((byte, index) => index >= read || header[index] === byte);
    if (!isOurs) {
      throw new Error(
        `another program wrote it, from byte ${at} on: move the file, or choose another name for this one`,
      );
    }
    if (read < header.length || at + format.length(header) > size) return at;
    at += format.length(header);
  }
  return at;
}
