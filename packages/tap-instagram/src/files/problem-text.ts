const texts: { readonly [code: string]: string } = {
  ENOENT: "there is no such folder",
  EACCES: "this user may not write there",
  EISDIR: "this is a folder, wanted a file",
  ENOTDIR: "a part of the path is not a folder",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  ENXIO: "this is a FIFO (named pipe) that nothing reads: start its reader before the sync, or name a file",
  EAGAIN: "this is a FIFO (named pipe) whose reader takes nothing",
};

/** Why a file cannot be written, in words for people. */
export function problemText(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return texts[code] ?? (error instanceof Error ? error.message : String(error));
}
