import { constants, platform } from "node:os";

/** What an error code of the operating system means, and what to do. */
const adviceByCode: { readonly [code: string]: string } = {
  ENOSPC: "the disk is full: free some space and run again from the last state",
  EDQUOT: "the disk quota is used up: free some space and run again from the last state",
  EFBIG: "the file has reached the size limit: raise the limit (ulimit -f) and run again from the last state",
  ENOENT:
    "another process removed it, or its folder: let one process at a time write there, and run again from the last state",
  EACCES: "permission denied: let this user write there, or choose another destination_path",
  EPERM: "permission denied: let this user write there, or choose another destination_path",
  EROFS: "the file system is read-only: choose another destination_path",
  EEXIST: "there is a file, wanted a folder: move the file, or choose another destination_path",
  ENOTDIR: "there is a file, wanted a folder: move the file, or choose another destination_path",
  EISDIR: "there is a folder, wanted a file: move the folder, or choose another destination_path",
  ENXIO: "there is a FIFO or a socket, wanted a regular file: move it, or choose another destination_path",
  ELOOP: "there is a link that leads to itself, wanted a regular file: remove the link",
  ENAMETOOLONG: "the name is too long: choose a shorter custom_name or destination_path",
  EMFILE: "too many files are open: raise the limit (ulimit -n) and run again from the last state",
};

/** The disk refused something. What was written before ends with a complete line. */
export class DiskError extends Error {
  override readonly name = "DiskError";
  /** The operating system's code, e.g. `ENOSPC`. */
  readonly code: string;
  constructor(attempt: string, cause: unknown) {
    const code = errorCode(cause);
    const found = cause instanceof Error ? cause.message : String(cause);
    const advice = Object.hasOwn(adviceByCode, code) ? adviceByCode[code] : undefined;
    super(advice === undefined ? `Cannot ${attempt}: ${found}` : `Cannot ${attempt}: ${advice} (${code})`, {
      cause,
    });
    this.code = code;
  }
}

/** Does something with the disk. @throws DiskError that names the attempt. */
export function onDisk<T>(attempt: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof DiskError ? error : new DiskError(attempt, error);
  }
}

/** The operating system's code of a failure, for example `ENOENT`, or `unknown`. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  // Deno names only some codes, and gives the number of the others.
  const number = platform() === "win32" ? undefined : /\(os error (\d+)\)$/.exec(error.message)?.[1];
  return Object.entries(constants.errno).find(([, errno]) => String(errno) === number)?.[0] ?? "unknown";
}
