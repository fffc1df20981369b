import * as zlib from "node:zlib";
import type { Codec } from "./codec.ts";
import { readFrames, type FrameFormat } from "./frames.ts";
import { repairTornFrame } from "./torn-frame.ts";

const HEADER_BYTES = 12;
const SIGNATURE: Uint8Array = Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0);

/** Before each frame stands a skippable one, RFC 8878 §3.1.2, which readers pass over: it holds the frame's length. */
const FORMAT: FrameFormat = {
  marks: [{ at: 0, bytes: SIGNATURE }],
  headerBytes: HEADER_BYTES,
  length: (header) => HEADER_BYTES + header.readUInt32LE(8),
};

/** JSON Lines in zstd frames, where the runtime can (Node 22.15 and later); otherwise nothing. */
export function zstdCodec(): Codec | undefined {
  // Older runtimes lack what the types promise.
  const { zstdCompressSync, zstdDecompressSync }: Partial<typeof zlib> = zlib;
  if (zstdCompressSync === undefined || zstdDecompressSync === undefined) return undefined;
  return {
    extension: ".jsonl.zst",
    encode(lines) {
      const frame = zstdCompressSync(lines);
      const piece = Buffer.alloc(HEADER_BYTES + frame.length);
      piece.set(SIGNATURE);
      piece.writeUInt32LE(frame.length, 8);
      frame.copy(piece, HEADER_BYTES);
      return piece;
    },
    decode: (source) =>
      readFrames(source, FORMAT, (frame) => zstdDecompressSync(frame.subarray(HEADER_BYTES))),
    repair: (path) => repairTornFrame(path, FORMAT),
  };
}
