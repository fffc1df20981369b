import { gunzipSync, gzipSync } from "node:zlib";
import type { Codec } from "./codec.ts";
import { readFrames, type FrameFormat } from "./frames.ts";
import { repairTornFrame } from "./torn-frame.ts";

/** Header of a gzip member without extras, RFC 1952. */
const PLAIN_HEADER_BYTES = 10;
const EXTRA_BYTES = 10;
const FLAG_EXTRA = 4;

/**
 * A gzip member may carry a field of its own in its header, which readers pass over: ours, marked `TJ`, holds the
 * member's length.
 */
const FORMAT: FrameFormat = {
  marks: [
    { at: 0, bytes: Uint8Array.of(0x1f, 0x8b, 8, FLAG_EXTRA) },
    // Others use the field too: bgzip for a length of its own.
    { at: PLAIN_HEADER_BYTES, bytes: Uint8Array.of(EXTRA_BYTES - 2, 0, 0x54, 0x4a, 4, 0) },
  ],
  headerBytes: PLAIN_HEADER_BYTES + EXTRA_BYTES,
  length: (header) => header.readUInt32LE(PLAIN_HEADER_BYTES + 6),
};

/** JSON Lines in gzip members, one after another: a crash costs the last one at most. */
export const gzipCodec: Codec = {
  extension: ".jsonl.gz",
  encode(lines) {
    const plain = gzipSync(lines);
    const member = Buffer.alloc(plain.length + EXTRA_BYTES);
    plain.copy(member, 0, 0, PLAIN_HEADER_BYTES);
    member[3] = FLAG_EXTRA;
    member.writeUInt16LE(EXTRA_BYTES - 2, PLAIN_HEADER_BYTES);
    member.write("TJ", PLAIN_HEADER_BYTES + 2, "latin1");
    member.writeUInt16LE(4, PLAIN_HEADER_BYTES + 4);
    member.writeUInt32LE(member.length, PLAIN_HEADER_BYTES + 6);
    plain.copy(member, PLAIN_HEADER_BYTES + EXTRA_BYTES, PLAIN_HEADER_BYTES);
    return member;
  },
  decode: (source) => readFrames(source, FORMAT, (member) => gunzipSync(member)),
  repair: (path) => repairTornFrame(path, FORMAT),
};
