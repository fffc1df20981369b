/** A compressed file is a sequence of frames. The header of each frame gives its length. */
export interface FrameFormat {
  /** Bytes that every header has before the length, and where. */
  readonly marks: readonly { readonly at: number; readonly bytes: Uint8Array }[];
  /** Bytes of the header, the length included. */
  readonly headerBytes: number;
  /** The frame's length in bytes, its header included. */
  length(header: Buffer): number;
}

/** The content of every frame. The file must end with a complete frame. */
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
