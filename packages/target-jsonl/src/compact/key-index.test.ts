import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Bitmap } from "./bitmap.ts";
import { KeyIndex } from "./key-index.ts";

const mib = 1024 * 1024;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "key-index-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Four words that depend on the key alone; the first and second spread over their range. */
function words(key: number): Uint32Array {
  return Uint32Array.of(Math.imul(key, 0x9e3779b1), Math.imul(key, 0x85ebca6b), key, 7);
}

function spill(index: KeyIndex): void {
  for (let row = 0; row < 10_000; row += 1) index.add(words(row), row);
}

describe("KeyIndex", () => {
  test.each([
    ["in memory", 1, 3000],
    ["in one file", 1, 50_000],
    ["in many files", 1000 * mib, 100_000],
  ])("finds exactly the rows that a later one replaces, %s", (_name, fileBytes, rows) => {
    const keyOf = (row: number): number => Math.imul(row, 48_271) % Math.ceil(rows / 3);
    const index = new KeyIndex(join(folder, "users.jsonl"), fileBytes);
    for (let row = 0; row < rows; row += 1) index.add(words(keyOf(row)), row);
    const replaced = new Bitmap();
    index.markReplaced(replaced);
    index.close();
    const last = new Map(Array.from({ length: rows }, (_, row) => [keyOf(row), row]));
    const survivors = Array.from({ length: rows }, (_, row) => row).filter((row) => !replaced.has(row));
    expect(survivors).toEqual([...last.values()].toSorted((a, b) => a - b));
    expect(replaced.count).toBe(rows - last.size);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("never takes the keys of another process at the same file for its own", () => {
    const path = join(folder, "users.jsonl");
    const [first, second] = [new KeyIndex(path, 1), new KeyIndex(path, 1)];
    // More than an index keeps in memory.
    for (let row = 0; row < 10_000; row += 1) {
      second.add(words(row), row);
      if (row === 0) expect(() => spill(first)).toThrow("another process");
    }
    const replaced = new Bitmap();
    second.markReplaced(replaced);
    expect(replaced.count).toBe(0);
    first.close();
    second.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("tells keys apart that differ in any one word, and rows beyond 2^32", () => {
    const index = new KeyIndex(join(folder, "users.jsonl"), 1);
    for (let word = 0; word < 4; word += 1) {
      const key = words(1);
      key[word] = (key[word] ?? 0) ^ 1;
      index.add(key, word);
    }
    index.add(words(1), 2 ** 33 + 5);
    index.add(words(1), 2 ** 33 + 6);
    const replaced = new Bitmap();
    const rows: number[] = [];
    replaced.set = (row) => void rows.push(row);
    index.markReplaced(replaced);
    expect(rows).toEqual([2 ** 33 + 5]);
    index.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});
