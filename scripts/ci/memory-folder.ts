import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const gib = 2 ** 30;

/** What all checks together have unpacked at most at one time: Python environments, runtimes, an image. */
const mostUnpacked = 6 * gib;

/** What the checks themselves take, two at a time: browsers, databases, schedulers. */
const mostUsed = 6 * gib;

/**
 * A folder on a disk in memory; `undefined` where that has not enough room, or runs no programs. The checks make and remove
 * so many files that a tenth of their time is the real disk's.
 */
export function memoryFolder(): string | undefined {
  const disk = "/dev/shm";
  let folder: string | undefined;
  try {
    const { bavail, bsize } = statfsSync(disk);
    if (bavail * bsize < mostUnpacked || process.availableMemory() < mostUnpacked + mostUsed)
      return undefined;
    folder = mkdtempSync(join(disk, "tap-instagram-"));
    // Servers of databases run as users of their own, and have folders of their own below it.
    chmodSync(folder, 0o711);
    const script = join(folder, "may-run");
    writeFileSync(script, "#!/bin/sh\n", { mode: 0o755 });
    if (spawnSync(script).status === 0) return folder;
  } catch {
    // There is none that can be used.
  }
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  return undefined;
}
