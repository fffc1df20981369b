import { accessSync, constants, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { replaceFile, targetOf } from "../files/replace-file.ts";

/** Readers of these files are programs of other users, too. */
const sharedMode = 0o644;

const texts: { readonly [code: string]: string } = {
  ENOENT: "there is no such folder",
  EACCES: "this user may not write there",
  EISDIR: "this is a folder, wanted a file",
  ENOTDIR: "a part of the path is not a folder",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
};

/**
 * What keeps a file from being written; `undefined` where nothing does.
 *
 * @param isRemoved Whether what is there now is removed.
 */
export function prepareRunFile(path: string, isRemoved: boolean): string | undefined {
  return problemOf(() => {
    if (statOf(path)?.isDirectory() === true) throw Object.assign(new Error(path), { code: "EISDIR" });
    if (isSpecial(path)) return;
    accessSync(dirname(targetOf(path)), constants.W_OK);
    if (isRemoved) rmSync(targetOf(path), { force: true });
  });
}

/** Writes a file in one step. A pipe or a device is written as it is. Gives what went wrong. */
export function problemOfWriting(path: string, text: string): string | undefined {
  return problemOf(() => {
    if (isSpecial(path)) writeFileSync(path, text);
    else replaceFile(path, text, sharedMode);
  });
}

/** Whether it is there and cannot be replaced: `/dev/stderr`, a pipe. */
function isSpecial(path: string): boolean {
  return statOf(path)?.isFile() === false;
}

function statOf(path: string): ReturnType<typeof statSync> {
  return statSync(path, { throwIfNoEntry: false });
}

function problemOf(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return texts[code] ?? (error instanceof Error ? error.message : String(error));
  }
}
