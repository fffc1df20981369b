import type { Bitmap } from "./bitmap.ts";
import { fingerprintWords } from "./row-key.ts";

/** An entry is a fingerprint, and the row's number as two words. */
export const entryWords: number = fingerprintWords + 2;

/**
 * Marks every row that a later row with the same key replaces.
 *
 * @param entries in the order of their rows.
 */
export function markReplaced(entries: Uint32Array, replaced: Bitmap): void {
  const count = entries.length / entryWords;
  const mask = 2 ** Math.ceil(Math.log2(count * 2 + 2)) - 1;
  // Open addressing; a slot holds the number of the key's latest entry, plus one.
  const slots = new Uint32Array(mask + 1);
  for (let entry = 0; entry < count; entry += 1) {
    let slot = word(entries, entry, 1) & mask;
    for (;;) {
      const held = slots[slot] ?? 0;
      if (held === 0) break;
      if (sameKey(entries, held - 1, entry)) {
        replaced.set(rowOf(entries, held - 1));
        break;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = entry + 1;
  }
}

function word(entries: Uint32Array, entry: number, index: number): number {
  return entries[entry * entryWords + index] ?? 0;
}

function sameKey(entries: Uint32Array, one: number, other: number): boolean {
  for (let index = 0; index < fingerprintWords; index += 1) {
    if (word(entries, one, index) !== word(entries, other, index)) return false;
  }
  return true;
}

function rowOf(entries: Uint32Array, entry: number): number {
  return word(entries, entry, fingerprintWords) + word(entries, entry, fingerprintWords + 1) * 2 ** 32;
}
