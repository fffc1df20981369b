import {
  closeSync,
  fchmodSync,
  fstatSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import { promisify } from "node:util";
import { DiskError, onDisk } from "../errors/disk-error.ts";

const fsyncFile: (file: number) => Promise<void> = promisify(fsync);

/**
 * A file that grows by whole pieces: a piece that does not fit on the disk is taken back, so that the file never
 * ends in the middle of a line. Writes go straight to the operating system; {@link sync} makes them durable.
 */
export class DurableFile {
  readonly path: string;
  readonly #mode: number | undefined;
  #file: number | undefined;
  #hasName = false;
  #unsynced = false;
  #syncing = false;
  #closesAfterSync = false;

  /** @param mode its permissions, whatever the umask says. Default: those of any new file. */
  constructor(path: string, mode?: number) {
    this.path = path;
    this.#mode = mode;
  }

  /** May the file be closed now? Not while the operating system works on it. */
  get canClose(): boolean {
    return this.#file !== undefined && !this.#syncing;
  }

  /** Appends a piece as a whole or not at all; opens or creates the file first. @throws DiskError */
  append(piece: Uint8Array): void {
    const file = this.#file ?? this.#open();
    this.#unsynced = true;
    const start = onDisk(`look at ${this.path}`, () => fstatSync(file).size);
    let done = 0;
    try {
      // The operating system may take less than it was given.
      while (done < piece.length) done += writeSync(file, piece, done, piece.length - done);
    } catch (error) {
      takeBack(file, this.path, start, piece);
      throw new DiskError(`write to ${this.path}`, error);
    }
  }

  /** Makes everything appended so far survive a power cut. @throws DiskError */
  async sync(): Promise<void> {
    const file = this.#file;
    if (!this.#unsynced || file === undefined) return;
    this.#unsynced = false;
    this.#syncing = true;
    try {
      await fsyncFile(file);
      this.#checkName(file);
    } catch (error) {
      throw new DiskError(`make ${this.path} durable`, error);
    } finally {
      this.#syncing = false;
      if (this.#closesAfterSync) closeSync(file);
      this.#closesAfterSync = false;
    }
  }

  /** Makes everything durable and lets go of the file; the next append opens it again. @throws DiskError */
  close(): void {
    const file = this.#file;
    if (file === undefined) return;
    this.#file = undefined;
    onDisk(`make ${this.path} durable`, () => {
      if (this.#unsynced) fsyncSync(file);
      this.#unsynced = false;
      this.#checkName(file);
      this.#release(file);
    });
  }

  /** Lets go of the file without asking anything more of the disk. */
  drop(): void {
    const file = this.#file;
    this.#file = undefined;
    this.#unsynced = false;
    try {
      if (file !== undefined) this.#release(file);
    } catch {
      // It was given up anyway.
    }
  }

  /** A file the operating system still works on is closed when it has done so. */
  #release(file: number): void {
    if (this.#syncing) this.#closesAfterSync = true;
    else closeSync(file);
  }

  #open(): number {
    return onDisk(`open ${this.path}`, () => {
      const file = openSync(this.path, "a", this.#mode);
      this.#file = file;
      if (this.#mode !== undefined) setMode(file, this.#mode);
      this.#hasName = fstatSync(file).nlink > 0;
      return file;
    });
  }

  /** A file without a name goes when it is closed: another process removed it, or put its own in its place. */
  #checkName(file: number): void {
    if (!this.#hasName || fstatSync(file).nlink > 0) return;
    throw new Error(
      "another process removed or replaced the file while this one wrote to it: let one process at a time write there, and run again from the last state",
    );
  }
}

/**
 * Cuts off what was written of a piece, unless another process has written there, too. The bytes tell: how many of them
 * were written before it failed, not every runtime says.
 */
function takeBack(file: number, path: string, start: number, piece: Uint8Array): void {
  try {
    const written = fstatSync(file).size - start;
    const isOurs = written > 0 && written <= piece.length && holds(path, start, piece.subarray(0, written));
    if (isOurs) ftruncateSync(file, start);
  } catch {
    // What cannot be taken back now is repaired when a run opens the file the next time.
  }
}

function holds(path: string, at: number, bytes: Uint8Array): boolean {
  const file = openSync(path, "r");
  try {
    const found = Buffer.alloc(bytes.length);
    return readSync(file, found, 0, found.length, at) === bytes.length && found.equals(bytes);
  } finally {
    closeSync(file);
  }
}

/** The umask may have taken away what the file is to have. */
function setMode(file: number, mode: number): void {
  try {
    fchmodSync(file, mode);
  } catch {
    // Some network file systems know no permissions.
  }
}
