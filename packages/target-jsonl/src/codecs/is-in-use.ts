import { fstatSync } from "node:fs";

/** Long enough for a process in the middle of a write to get on with it, on a machine under load too. */
const pauseMs = 100;

/**
 * Is the unfinished end of a file one that another process is just writing, and not the work of a crash? Cut off, it
 * would take rows with it that the other one acknowledges. Waits a moment, which only an unfinished end costs.
 *
 * @param size of the file when its end was looked at.
 */
export function isInUse(file: number, size: number): boolean {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
  return fstatSync(file).size !== size;
}
