import { createHash } from "node:crypto";
import type { KeyName, MemberList } from "../scan/member-list.ts";

const quote = 0x22;
const backslash = 0x5c;
const minus = 0x2d;

/** Words of 32 bits in a fingerprint. */
export const fingerprintWords = 4;

/**
 * A row's key as 128 bits of a SHA-256: rows with equal keys have equal fingerprints however their values are
 * spelled (`"é"` and `"\u00e9"`, `1` and `1.0`), and no two other keys will ever be found to share one.
 *
 * @returns false when the row lacks a part of the key.
 */
export function fingerprint(
  bytes: Buffer,
  members: MemberList,
  keys: readonly KeyName[],
  into: Uint32Array,
): boolean {
  const hash = createHash("sha256");
  for (const key of keys) {
    const index = members.find(bytes, key);
    if (index === -1) return false;
    // A newline stands in no JSON value, so it keeps the parts of a key apart.
    hash.update(canonical(bytes.subarray(members.valueStart(index), members.valueEnd(index)))).update("\n");
  }
  const digest = hash.digest();
  for (let word = 0; word < fingerprintWords; word += 1) into[word] = digest.readUInt32LE(word * 4);
  return true;
}

/** One spelling for all spellings of a string or number; objects and arrays are equal only when spelled alike. */
function canonical(value: Buffer): Buffer | string {
  const first = value[0] ?? 0;
  if (first === quote)
    return value.includes(backslash) ? JSON.stringify(JSON.parse(value.toString())) : value;
  const isNumber = first === minus || (first >= 0x30 && first <= 0x39);
  if (!isNumber) return value;
  const text = value.toString("latin1");
  // Whole numbers keep their digits, which a double could not hold.
  return /^(?:[1-9]|-[1-9])\d*$/.test(text) ? text : String(Number(text));
}
