import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync } from "node:fs";
import { regularOnly } from "./regular-file.ts";

/**
 * Removes what was written of a piece, unless another process wrote there too. The bytes show it: not every runtime says
 * how many bytes were written before the failure.
 */
export function takeBack(file: number, path: string, start: number, piece: Uint8Array): void {
  try {
    const written = fstatSync(file).size - start;
    const isOurs = written > 0 && written <= piece.length && holds(path, start, piece.subarray(0, written));
    if (isOurs) ftruncateSync(file, start);
  } catch {
    // The next run repairs the end of the file.
  }
}

function holds(path: string, at: number, bytes: Uint8Array): boolean {
  const file = openSync(path, constants.O_RDONLY | regularOnly);
  try {
    const found = Buffer.alloc(bytes.length);
    return readSync(file, found, 0, found.length, at) === bytes.length && found.equals(bytes);
  } finally {
    closeSync(file);
  }
}
