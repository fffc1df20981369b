/** How the end of a file was repaired. */
export type Repair =
  /** The last row was incomplete, and was removed. */
  | { readonly kind: "truncated"; readonly bytes: number }
  /** The last row was complete but had no newline; one was added. */
  | { readonly kind: "completed" }
  /** Another process is writing to the file; nothing was changed. */
  | { readonly kind: "in use" };

/** How rows are stored in a file. */
export interface Codec {
  /** The end of the file's name, with its dot. */
  readonly extension: string;
  /** The bytes to write for complete lines. The results of many calls, one after another, are one valid file. */
  encode(lines: Uint8Array): Uint8Array;
  /** The lines in a file's bytes. */
  decode(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /** Repairs the end of a file after a crash. @throws DiskError */
  repair(path: string): Repair | undefined;
}
