import { gunzipSync, gzipSync } from "node:zlib";
import type { Codec } from "./codec.ts";
import { readFrames, type FrameFormat } from "./frames.ts";
import { repairTornFrame } from "./torn-frame.ts";

/** Header of a gzip member without extra fields, RFC 1952. */
const plainHeaderBytes = 10;
const extraBytes = 10;
const flagExtra = 4;

/**
 * The header of a gzip member can have extra fields, which readers skip. Ours has the mark `TJ` and holds the length
 * of the member.
 */
const format: FrameFormat = {
  marks: [
    { at: 0, bytes: Uint8Array.of(0x1f, 0x8b, 8, flagExtra) },
    // Other programs use extra fields too: bgzip stores its own length.
    { at: plainHeaderBytes, bytes: Uint8Array.of(extraBytes - 2, 0, 0x54, 0x4a, 4, 0) },
  ],
  headerBytes: plainHeaderBytes + extraBytes,
  length: (header) => header.readUInt32LE(plainHeaderBytes + 6),
};

/** JSON Lines in gzip members, one after another. A crash damages only the last one. */
export const gzipCodec: Codec = {
  extension: ".jsonl.gz",
  encode(lines) {
    const plain = gzipSync(lines);
    const member = Buffer.alloc(plain.length + extraBytes);
    plain.copy(member, 0, 0, plainHeaderBytes);
    member[3] = flagExtra;
    member.writeUInt16LE(extraBytes - 2, plainHeaderBytes);
    member.write("TJ", plainHeaderBytes + 2, "latin1");
    member.writeUInt16LE(4, plainHeaderBytes + 4);
    member.writeUInt32LE(member.length, plainHeaderBytes + 6);
    plain.copy(member, plainHeaderBytes + extraBytes, plainHeaderBytes);
    return member;
  },
  decode: (source) => readFrames(source, format, (member) => gunzipSync(member)),
  repair: (path) => repairTornFrame(path, format),
};
