import { closeSync, existsSync, fsyncSync, lstatSync, mkdirSync, openSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { errorCode, onDisk } from "../errors/disk-error.ts";

/** The folder that a setting names: empty for the current folder, `~` for the home folder. */
export function expandPath(path: string): string {
  if (path === "~") return homedir();
  return /^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : resolve(path);
}

/**
 * Creates a folder that does not exist, and makes it survive a power cut.
 *
 * @throws DiskError
 */
export function ensureFolder(folder: string): void {
  onDisk(`create the folder ${folder}`, () => {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
    for (const missing of missingFolders(folder)) {
      if (lstatSync(missing, { throwIfNoEntry: false })?.isSymbolicLink() === true)
        throw new Error("found a link that leads to no folder: create the folder, or remove the link");
      makeFolder(missing);
      syncFolder(dirname(missing));
    }
  });
}

/**
 * The outermost one comes first. Node's own `recursive` never ends where the system says of a folder that exists that
 * there is none, as in /proc and below automatic mounts.
 */
function missingFolders(folder: string): string[] {
  const missing: string[] = [];
  let path = folder;
  while (!existsSync(path) && dirname(path) !== path) {
    missing.unshift(path);
    path = dirname(path);
  }
  return missing.length > 0 ? missing : [folder];
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process was faster.
    if (errorCode(error) === "EEXIST" && statSync(folder).isDirectory()) return;
    if (errorCode(error) !== "ENOENT" || !existsSync(dirname(folder))) throw error;
    throw new Error(`no folder can be made in ${dirname(folder)}: choose another destination_path`, {
      cause: error,
    });
  }
}

/** Makes the names of new and renamed files in a folder durable. Where that is not possible, it is not needed. */
export function syncFolder(folder: string): void {
  let handle: number;
  try {
    handle = openSync(folder, "r");
  } catch (error) {
    // Windows opens no folders. Nor can a folder be opened that may be written to but not listed.
    if (["EISDIR", "EPERM", "EACCES"].includes(errorCode(error))) return;
    throw error;
  }
  try {
    fsyncSync(handle);
  } catch (error) {
    // Some network file systems sync no folders.
    if (!["EINVAL", "ENOTSUP", "EPERM", "EBADF"].includes(errorCode(error))) throw error;
  } finally {
    closeSync(handle);
  }
}
