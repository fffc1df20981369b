import { CommandError } from "../errors.ts";

const reasons: { readonly [code: string]: string } = {
  ENOSPC: "the disk is full: free some space",
  EDQUOT: "the disk quota is used up: free some space",
  EFBIG: "the file has reached the size limit: raise the limit (ulimit -f)",
  EIO: "the disk or the terminal fails: look at it",
};

/** What a command ends with when its output cannot be written, though its reader is there. */
export function writeFailure(error: unknown): CommandError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const found = error instanceof Error ? error.message : String(error);
  const reason = reasons[code];
  const message = reason === undefined ? found : `${reason}, and run it again (${code})`;
  return new CommandError(`Cannot write to stdout: ${message}`, { exitCode: 1, cause: error });
}
