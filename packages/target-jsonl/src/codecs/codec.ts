/** What was found at the end of a file, and done about it. */
export type Repair =
  /** What stood behind the last whole line was cut off in the middle and is gone. */
  | { readonly kind: "truncated"; readonly bytes: number }
  /** The last row was whole and lacked only its newline. */
  | { readonly kind: "completed" }
  /** The end was unfinished because another process is writing there; nothing was done. */
  | { readonly kind: "in use" };

/** How rows are laid down in a file. */
export interface Codec {
  /** Follows the file's name. */
  readonly extension: string;
  /** Whole lines as they go into the file; the results of many calls, one after another, are one valid file. */
  encode(lines: Uint8Array): Uint8Array;
  /** The lines of a file's bytes. */
  decode(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /** Mends the end of an existing file that a crash left unfinished. @throws DiskError */
  repair(path: string): Repair | undefined;
}
