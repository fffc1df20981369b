import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { onDisk } from "../errors/disk-error.ts";
import type { Bitmap } from "./bitmap.ts";
import { entryWords, markReplaced } from "./key-partition.ts";
import { fingerprintWords } from "./row-key.ts";

/** Bytes of the file per partition. The keys of one partition fit in memory, even with rows of a dozen bytes. */
const fileBytesPerPartition: number = 64 * 1024 * 1024;
const maxPartitions = 128;
const bufferedEntries = 4096;

/**
 * Finds the rows that a later row with the same key replaces, in files larger than memory. Fingerprints of keys go
 * into partitions, each with its own file and 24 bytes per row, and one partition at a time is searched.
 */
export class KeyIndex {
  readonly #folder: string;
  readonly #partitions: Partition[];

  /**
   * @param folder for the partitions. It must not exist; {@link close} removes it.
   * @param fileBytes size of the file with the rows.
   * @throws DiskError
   */
  constructor(folder: string, fileBytes: number) {
    this.#folder = folder;
    const count = Math.min(maxPartitions, Math.ceil(fileBytes / fileBytesPerPartition) || 1);
    onDisk(`create the folder ${folder}`, () => mkdirSync(folder, { recursive: true }));
    this.#partitions = Array.from(
      { length: count },
      (_, number) => new Partition(join(folder, String(number))),
    );
  }

  /** Adds the key of the next row, in the order of the file. */
  add(fingerprint: Uint32Array, row: number): void {
    const partition = this.#partitions[(fingerprint[0] ?? 0) % this.#partitions.length];
    partition?.add(fingerprint, row);
  }

  /** Marks all rows that a later row replaces. */
  markReplaced(replaced: Bitmap): void {
    for (const partition of this.#partitions) markReplaced(partition.read(), replaced);
  }

  /** Removes the partitions. If that fails, the next run removes them. */
  close(): void {
    for (const partition of this.#partitions) partition.close();
    try {
      rmSync(this.#folder, { recursive: true, force: true });
    } catch {
      // An earlier failure is the one to report.
    }
  }
}

class Partition {
  readonly #path: string;
  readonly #buffer: Uint32Array = new Uint32Array(bufferedEntries * entryWords);
  #used = 0;
  #file: number | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  add(fingerprint: Uint32Array, row: number): void {
    this.#buffer.set(fingerprint, this.#used);
    this.#buffer[this.#used + fingerprintWords] = row % 2 ** 32;
    this.#buffer[this.#used + fingerprintWords + 1] = Math.floor(row / 2 ** 32);
    this.#used += entryWords;
    if (this.#used === this.#buffer.length) this.#spill();
  }

  read(): Uint32Array {
    if (this.#file === undefined) return this.#buffer.subarray(0, this.#used);
    this.#spill();
    const bytes = onDisk(`read ${this.#path}`, () => readFileSync(this.#path));
    // Copies bytes that do not start at a word boundary.
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
    return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #spill(): void {
    onDisk(`write to ${this.#path}`, () => {
      this.#file ??= openSync(this.#path, "w");
      const bytes = new Uint8Array(this.#buffer.buffer, 0, this.#used * 4);
      for (let done = 0; done < bytes.length;)
        done += writeSync(this.#file, bytes, done, bytes.length - done);
    });
    this.#used = 0;
  }
}
