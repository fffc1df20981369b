import { createHash } from "node:crypto";
import { decimalText, readDecimal } from "../scan/decimal.ts";
import type { KeyName, MemberList } from "../scan/member-list.ts";
import { backslash, minus, quote } from "../scan/bytes.ts";

/** Integers that {@link decimalText} would leave as they are. */
const plainInteger = /^-?[1-9]\d{0,39}$/;

/** Words of 32 bits in a fingerprint. */
export const fingerprintWords = 4;

/**
 * A row's key as 128 bits of a SHA-256. Equal keys have equal fingerprints, however their values are spelled (`"é"` and
 * `"\u00e9"`, `1` and `1.0`). Numbers are compared digit by digit, never as doubles.
 *
 * @returns false when the row has no value for a part of the key, or null: two rows without an id are not the same row.
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
    const value = bytes.subarray(members.valueStart(index), members.valueEnd(index));
    if (value[0] === 0x6e) return false;
    // No JSON value of a row has a newline, so it separates the parts of a key.
    hash.update(canonical(value)).update("\n");
  }
  const digest = hash.digest();
  for (let word = 0; word < fingerprintWords; word += 1) into[word] = digest.readUInt32LE(word * 4);
  return true;
}

/** One spelling for each string and number. Objects and arrays are equal only when they are spelled alike. */
function canonical(value: Buffer): Buffer | string {
  const first = value[0] ?? 0;
  if (first === quote)
    return value.includes(backslash) ? JSON.stringify(JSON.parse(value.toString())) : value;
  const isNumber = first === minus || (first >= 0x30 && first <= 0x39);
  if (!isNumber) return value;
  const text = value.toString("latin1");
  if (plainInteger.test(text)) return text;
  const decimal = readDecimal(text);
  return decimal === undefined ? text : decimalText(decimal);
}
