import { accessSync, constants, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { InvalidInputError } from "@tap-instagram/singer";
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

/** Makes sure, before anything is read, that a file can be written. @throws InvalidInputError */
export function checkWritable(flag: string, path: string): void {
  trying(flag, path, () => {
    if (statOf(path)?.isDirectory() === true) throw Object.assign(new Error(path), { code: "EISDIR" });
    if (isSpecial(path)) return;
    accessSync(dirname(targetOf(path)), constants.W_OK);
  });
}

/** Removes what an earlier run wrote: if this one is killed, nobody takes that for its own. */
export function removeOld(flag: string, path: string): void {
  if (!isSpecial(path)) trying(flag, path, () => rmSync(targetOf(path), { force: true }));
}

/** Writes a file in one step. A pipe or a device is written as it is. @throws InvalidInputError */
export function writeRunFile(flag: string, path: string, text: string): void {
  trying(flag, path, () => {
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

function trying(flag: string, path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const message = texts[code] ?? (error instanceof Error ? error.message : String(error));
    throw new InvalidInputError(`Cannot write the file of ${flag}`, [{ place: path, message }]);
  }
}
