import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  statSync,
  type Stats,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { onDisk } from "../errors/disk-error.ts";

/** As many links as Linux follows. */
const maxLinks = 40;

/**
 * Flags that a system may not have. Opening a FIFO does not wait for its other end, and a link is refused: links are
 * followed once, by {@link regularPlace}.
 */
const systemFlags: Partial<typeof constants> = constants;
const noWait: number = systemFlags.O_NONBLOCK ?? 0;
const noLink: number = systemFlags.O_NOFOLLOW ?? 0;

/** Open flags for a regular file only; check the result with {@link checkRegular}. */
export const regularOnly: number = noWait | noLink;

/**
 * Where the file of a path is, after all links. There is a regular file or nothing.
 *
 * @throws DiskError for a folder, a FIFO, a device or a socket, and for a link into a folder that does not exist.
 */
export function regularPlace(path: string): string {
  return onDisk(`write to ${path}`, () => {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found?.isSymbolicLink() !== true) {
      if (found !== undefined) checkRegular(found);
      return path;
    }
    const target = statSync(path, { throwIfNoEntry: false });
    if (target === undefined) return missingTarget(path);
    checkRegular(target);
    return realpathSync(path);
  });
}

/** @throws Error when there is something other than a regular file. */
export function checkRegular(stats: Stats): void {
  if (stats.isFile()) return;
  throw new Error(`found ${kindOf(stats)}, wanted a regular file: move it, or choose another path`);
}

/**
 * Opens a regular file for reading.
 *
 * @throws Error when there is something else, or the operating system refuses.
 */
export function openRegularFile(path: string): { file: number; size: number } {
  // A FIFO is opened without waiting for a writer, found out, and closed.
  const file = openSync(path, constants.O_RDONLY | noWait);
  try {
    const stats = fstatSync(file);
    checkRegular(stats);
    return { file, size: stats.size };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** Where a link leads that has no file at its end yet. */
function missingTarget(path: string): string {
  let at = path;
  for (let links = 0; links < maxLinks; links += 1) {
    if (lstatSync(at, { throwIfNoEntry: false }) === undefined) return at;
    const next = resolve(realpathSync(dirname(at)), readlinkSync(at));
    const folder = statSync(dirname(next), { throwIfNoEntry: false });
    if (folder === undefined)
      throw new Error(
        `found a link to ${next}, and its folder does not exist: create the folder, or remove the link`,
      );
    at = join(realpathSync(dirname(next)), basename(next));
  }
  throw new Error("found a link that leads to itself: remove the link");
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a FIFO (named pipe)";
  if (stats.isSocket()) return "a socket";
  return stats.isSymbolicLink() ? "a link" : "a device";
}
