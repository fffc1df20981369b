import { accessSync, constants } from "node:fs";
import { tmpdir } from "node:os";

/**
 * A folder on a disk in memory, where there is one: thousands of cases would wait most of their time for a real disk to have
 * all of a file, and no power fails in them. What is about a disk itself needs a real one.
 */
export const quickDisk: string = ["/dev/shm"].find(isWritable) ?? tmpdir();

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
