import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync } from "node:fs";
import { onDisk } from "../errors/disk-error.ts";
import type { Repair } from "./codec.ts";
import type { FrameFormat } from "./frames.ts";
import { isInUse } from "./is-in-use.ts";

/**
 * Removes the last frame when a crash cut it off. Reads only headers, a few reads per megabyte.
 *
 * @returns the repair, or undefined when the file ends with a complete frame.
 * @throws DiskError also when another program wrote a frame: its end is unknown, and rows that follow a broken
 * frame would be lost.
 */
export function repairTornFrame(path: string, format: FrameFormat): Repair | undefined {
  return onDisk(`repair the end of ${path}`, () => {
    const file = openSync(path, "r+");
    try {
      const { size } = fstatSync(file);
      const end = endOfWholeFrames(file, size, format);
      if (end === size) return undefined;
      if (isInUse(file, size)) return { kind: "in use" };
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
    // A power cut can leave zero bytes in place of a frame.
    if (header.subarray(0, read).every((byte) => byte === 0)) return at;
    if (!isOurs(header.subarray(0, read), format)) {
      throw new Error(
        `another program wrote it, from byte ${at} on: move the file, or choose another name with custom_name`,
      );
    }
    if (read < header.length) return at;
    const length = format.length(header);
    if (length < header.length || at + length > size) return at;
    at += length;
  }
  return at;
}

/** Compares the bytes that are there when the header was cut off. */
function isOurs(header: Buffer, { marks }: FrameFormat): boolean {
  return marks.every(({ at, bytes }) =>
    bytes.every((byte, index) => at + index >= header.length || header[at + index] === byte),
  );
}
