import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  fsyncSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, resolve } from "node:path";

/** Only the owner reads and writes. */
const privateMode = 0o600;

/**
 * Writes a file in one step: a crash leaves the old file or the new one. A symbolic link stays, and the file behind it is
 * written.
 *
 * @param mode Who may read and write a new file. Default: its owner alone.
 * @throws Error of the system.
 */
export function replaceFile(path: string, text: string, mode: number = privateMode): void {
  const target = targetOf(path);
  const temporary = `${target}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = openSync(temporary, "wx", mode);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    keepOwner(target, temporary);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
}

/** The file behind a link, which need not exist yet. */
export function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  try {
    return targetOf(resolve(dirname(path), readlinkSync(path)));
  } catch (error) {
    if (isMissing(error) || codeOf(error) === "EINVAL") return path;
    throw error;
  }
}

/** Whether an error of the system says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}

/** The code of an error of the system: `ENOTDIR`. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** What an administrator writes stays the file of the one who runs the syncs. */
function keepOwner(target: string, temporary: string): void {
  try {
    const { uid, gid } = statSync(target);
    chownSync(temporary, uid, gid);
  } catch {
    // There is no such file yet, or this user may not give files away.
  }
}

/** Makes the new name last. Some systems cannot do that with a folder. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, "r");
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // The name is written later then.
  }
}
