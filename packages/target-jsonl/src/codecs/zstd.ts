import * as zlib from "node:zlib";
import type { Codec } from "./codec.ts";
import { readFrames, type FrameFormat } from "./frames.ts";
import { repairTornFrame } from "./torn-frame.ts";

const maxHeaderBytes = 12;
const signature: Uint8Array = Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0);

/** A skippable frame, RFC 8878 §3.1.2, comes before each frame and holds its length. Readers skip it. */
const format: FrameFormat = {
  marks: [{ at: 0, bytes: signature }],
  headerBytes: maxHeaderBytes,
  length: (header) => maxHeaderBytes + header.readUInt32LE(8),
};

/** JSON Lines in zstd frames; undefined where the runtime has no zstd (Node before 22.15). */
export function zstdCodec(): Codec | undefined {
  // The types promise functions that older runtimes do not have.
  const { zstdCompressSync, zstdDecompressSync }: Partial<typeof zlib> = zlib;
  if (zstdCompressSync === undefined || zstdDecompressSync === undefined) return undefined;
  return {
    extension: ".jsonl.zst",
    encode(lines) {
      const frame = zstdCompressSync(lines);
      const piece = Buffer.alloc(maxHeaderBytes + frame.length);
      piece.set(signature);
      piece.writeUInt32LE(frame.length, 8);
      frame.copy(piece, maxHeaderBytes);
      return piece;
    },
    decode: (source) =>
      readFrames(source, format, (frame) => zstdDecompressSync(frame.subarray(maxHeaderBytes))),
    repair: (path) => repairTornFrame(path, format),
  };
}
