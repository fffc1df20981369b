import { constants, platform } from "node:os";

/** What a code of the operating system means, and what to do about it. */
const adviceByCode: { readonly [code: string]: string } = {
  ENOSPC: "the disk is full: free some space and run again from the last state",
  EDQUOT: "the disk quota is used up: free some space and run again from the last state",
  EFBIG:
    "the file may not grow any further: raise the file size limit (ulimit -f) and run again from the last state",
  EACCES: "permission is missing: let this user write there, or choose another destination_path",
  EPERM: "permission is missing: let this user write there, or choose another destination_path",
  EROFS: "the file system is read-only: choose another destination_path",
  EEXIST: "a file stands where a folder is wanted: move it, or choose another destination_path",
  ENOTDIR: "a file stands where a folder is wanted: move it, or choose another destination_path",
  EISDIR: "a folder stands where a file is wanted: move it, or choose another destination_path",
  EMFILE: "too many files are open: raise the limit (ulimit -n)",
};

/** The disk refused something; what was written so far ends in a whole line. */
export class DiskError extends Error {
  override readonly name = "DiskError";
  /** The operating system's code, e.g. `ENOSPC`. */
  readonly code: string;
  constructor(attempt: string, cause: unknown) {
    const code = errorCode(cause);
    const found = cause instanceof Error ? cause.message : String(cause);
    const advice = adviceByCode[code];
    super(advice === undefined ? `Cannot ${attempt}: ${found}` : `Cannot ${attempt}: ${advice} (${code})`, {
      cause,
    });
    this.code = code;
  }
}

/** Runs something that touches the disk. @throws DiskError naming the attempt. */
export function onDisk<T>(attempt: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof DiskError ? error : new DiskError(attempt, error);
  }
}

/** The operating system's code of a failure, e.g. `ENOENT`, or `unknown`. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  // Deno has names for some codes only, and says the number of the others.
  const number = platform() === "win32" ? undefined : /\(os error (\d+)\)$/.exec(error.message)?.[1];
  return Object.entries(constants.errno).find(([, errno]) => String(errno) === number)?.[0] ?? "unknown";
}
