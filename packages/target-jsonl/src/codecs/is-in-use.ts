import { fstatSync } from "node:fs";

/** Time in which a process that writes can go on, also on a busy machine. */
const pauseMs = 100;

/**
 * Whether another process is writing the unfinished end of a file. If so, the end must stay: the other process
 * acknowledges those rows. Waits a moment to see if the file grows; only an unfinished end costs this time.
 *
 * @param size of the file when its end was read.
 */
export function isInUse(file: number, size: number): boolean {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
  return fstatSync(file).size !== size;
}
