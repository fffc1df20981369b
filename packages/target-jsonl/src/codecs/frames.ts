/** A compressed file is a row of frames, each of which says at its beginning how long it is. */
export interface FrameFormat {
  /** What every header holds before it names the frame's length, and where in the header. */
  readonly marks: readonly { readonly at: number; readonly bytes: Uint8Array }[];
  /** Bytes up to and including the length. */
  readonly headerBytes: number;
  /** The frame's length in bytes, its header included. */
  length(header: Buffer): number;
}

/** The content of every frame of a file that ends well. */
export async function* readFrames(
  source: AsyncIterable<Uint8Array>,
  format: FrameFormat,
  decompress: (frame: Buffer) => Uint8Array,
): AsyncIterable<Uint8Array> {
  let rest = Buffer.alloc(0);
  for await (const chunk of source) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= format.headerBytes) {
      const length = format.length(rest);
      if (rest.length < length) break;
      yield decompress(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
  }
}
