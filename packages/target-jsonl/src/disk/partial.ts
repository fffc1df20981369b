import { lstatSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { onDisk } from "../errors/disk-error.ts";
import { checkRegular } from "./regular-file.ts";
import { syncFolder } from "./folders.ts";

/**
 * Files that a run keeps beside a file while it works on it: its next content, and a smaller copy of that. No `*.jsonl`
 * matches their names, and no other program uses them: files with such a name are ours to remove.
 */
export type OwnFile = "partial" | "copy";

export function ownPath(path: string, own: OwnFile): string {
  return `${path}.target-jsonl.${own}`;
}

/** The permissions of the next content: those of the file it replaces, and writable. @throws DiskError */
export function partialMode(path: string): number | undefined {
  const found = onDisk(`look at ${path}`, () => statSync(path, { throwIfNoEntry: false }));
  return found === undefined ? undefined : (found.mode & 0o777) | 0o200;
}

/**
 * Removes what an interrupted run left.
 *
 * @throws DiskError also when there is a folder, a link or a FIFO: it is not ours.
 */
export function discardOwn(path: string, own: OwnFile): void {
  const litter = ownPath(path, own);
  onDisk(`remove ${litter}`, () => {
    const found = lstatSync(litter, { throwIfNoEntry: false });
    if (found === undefined) return;
    checkRegular(found);
    rmSync(litter);
  });
}

/** The same for a run that fails: reports no second failure. The next run removes the rest. */
export function tryDiscardOwn(path: string, own: OwnFile): void {
  try {
    discardOwn(path, own);
  } catch {
    // The next run reports it.
  }
}

/** Puts the finished, durable next content in the place of the file. Readers see the old or the new, never a mixture. */
export function promoteOwn(path: string, own: OwnFile): void {
  onDisk(`replace ${path}`, () => {
    renameSync(ownPath(path, own), path);
    syncFolder(dirname(path));
  });
}
