import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { regularOnly } from "../disk/regular-file.ts";
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
  /** Of this process alone: the keys of another one that works on the same file would count as rows of this one. */
  readonly #ownFolder: string;
  readonly #partitions: Partition[];

  /**
   * @param path of the file with the rows. The partitions are in a folder beside it, which {@link close} removes.
   * @param fileBytes its size.
   * @throws DiskError
   */
  constructor(path: string, fileBytes: number) {
    this.#folder = keysFolder(path);
    const count = Math.min(maxPartitions, Math.ceil(fileBytes / fileBytesPerPartition) || 1);
    discardKeys(path);
    this.#ownFolder = onDisk(`create the folder ${this.#folder}`, () => {
      // Another process may have made it in the meantime.
      mkdirSync(this.#folder, { recursive: true });
      return mkdtempSync(join(this.#folder, "run-"));
    });
    this.#partitions = Array.from(
      { length: count },
      (_, number) => new Partition(join(this.#ownFolder, String(number))),
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
    try {
      removeFolder(this.#ownFolder);
      rmdirSync(this.#folder);
    } catch {
      // An earlier failure is the one to report, and the keys of another process stay.
    }
  }
}

function keysFolder(path: string): string {
  return `${path}.target-jsonl.keys`;
}

/** Removes what an interrupted run left. @throws DiskError also when there is something that is not ours. */
export function discardKeys(path: string): void {
  const folder = keysFolder(path);
  onDisk(`remove the folder ${folder}`, () => removeFolder(folder));
}

/** Removes the folder, the folders of runs and the partitions in it, and nothing that has another name. */
function removeFolder(folder: string): void {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isDirectory()) throw new Error("there is a file that is not ours: move it away");
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (/^run-[A-Za-z0-9]{6}$/.test(name)) removeFolder(path);
    else if (/^\d{1,3}$/.test(name)) rmSync(path);
    else throw new Error(`it holds ${JSON.stringify(name)}, which is not ours: move it away`);
  }
  rmdirSync(folder);
}

/** Opens its file for each write only: there can be more partitions than a process may open files. */
class Partition {
  readonly #path: string;
  readonly #buffer: Uint32Array = new Uint32Array(bufferedEntries * entryWords);
  #used = 0;
  #isSpilled = false;

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
    if (!this.#isSpilled) return this.#buffer.subarray(0, this.#used);
    this.#spill();
    const bytes = onDisk(`read ${this.#path}`, () => readFileSync(this.#path));
    // Copies bytes that do not start at a word boundary.
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
    return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
  }

  #spill(): void {
    const bytes = new Uint8Array(this.#buffer.buffer, 0, this.#used * 4);
    onDisk(`write to ${this.#path}`, () => append(this.#path, bytes));
    this.#used = 0;
    this.#isSpilled = true;
  }
}

function append(path: string, bytes: Uint8Array): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | regularOnly);
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done);
  } finally {
    closeSync(file);
  }
}
