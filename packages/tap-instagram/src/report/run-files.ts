import { accessSync, constants, fstatSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { problemText } from "../files/problem-text.ts";
import { replaceFile, targetOf } from "../files/replace-file.ts";
import { writeFifo } from "../files/write-fifo.ts";

/** Readers of these files are programs of other users, too. */
const sharedMode = 0o644;

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
    if (statOf(path)?.isFIFO() === true) writeFifo(path, text);
    else if (isSpecial(path)) writeFileSync(path, text);
    else replaceFile(path, text, sharedMode);
  });
}

/** Whether what is written to one path replaces what is written to the other. */
export function isSameFile(path: string, other: string): boolean {
  try {
    return !isSpecial(path) && placeOf(path) === placeOf(other);
  } catch {
    // What is wrong with a path, `prepareRunFile` tells.
    return false;
  }
}

/** The names of the standard output, where only messages belong. */
const outputs: ReadonlySet<string> = new Set(["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"]);

/** Whether the messages of the run go into a file: in a shell, `> FILE`. */
export function isOutput(path: string): boolean {
  if (outputs.has(resolve(path))) return true;
  try {
    const [found, output] = [statOf(path), fstatSync(1)];
    return found?.isFile() === true && found.ino === output.ino && found.dev === output.dev;
  } catch {
    // What is wrong with a path, `prepareRunFile` tells. The output may be closed.
    return false;
  }
}

/** Names of folders may be links, too. */
function placeOf(path: string): string {
  const target = resolve(targetOf(path));
  return join(targetOf(dirname(target)), basename(target));
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
    return problemText(error);
  }
}
