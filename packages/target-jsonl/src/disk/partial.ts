import { renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { onDisk } from "../errors/disk-error.ts";
import { syncFolder } from "./folders.ts";

/**
 * Where the next content of a file grows: beside it, so that it can take its place in one step, and under a name
 * that no `*.jsonl` matches and that the next run knows to clear away.
 */
export function partialPath(path: string): string {
  return `${path}.partial`;
}

/** The permissions the next content is to have: those of the file it replaces, and to be written. @throws DiskError */
export function partialMode(path: string): number | undefined {
  const found = onDisk(`look at ${path}`, () => statSync(path, { throwIfNoEntry: false }));
  return found === undefined ? undefined : (found.mode & 0o777) | 0o200;
}

/** Removes what an interrupted run left of a file's next content. @throws DiskError */
export function discardPartial(path: string): void {
  onDisk(`remove ${partialPath(path)}`, () => rmSync(partialPath(path), { recursive: true, force: true }));
}

/** The same when a run fails: what cannot be removed now the next run removes, and the failure is what is to be said. */
export function tryDiscardPartial(path: string): void {
  try {
    discardPartial(path);
  } catch {
    // It stays until then.
  }
}

/** Puts the finished, durable next content in the place of the file; whoever reads sees either, never a mixture. */
export function promotePartial(path: string): void {
  onDisk(`replace ${path}`, () => {
    renameSync(partialPath(path), path);
    syncFolder(dirname(path));
  });
}
