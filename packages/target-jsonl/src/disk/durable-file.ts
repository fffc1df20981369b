import { closeSync, constants, fchmodSync, fstatSync, fsync, fsyncSync, openSync, writeSync } from "node:fs";
import { promisify } from "node:util";
import { DiskError, errorCode, onDisk } from "../errors/disk-error.ts";
import { checkRegular, regularOnly } from "./regular-file.ts";
import { takeBack } from "./take-back.ts";

const fsyncFile: (file: number) => Promise<void> = promisify(fsync);

export interface DurableFileOptions {
  /** Its permissions, whatever the umask is. Default: the permissions of a new file. */
  readonly mode?: number | undefined;
  /** The file must not exist yet. Default: a file that exists grows. */
  readonly isNew?: boolean | undefined;
}

/**
 * A regular file that grows by complete pieces. A piece that does not fit on the disk is taken back: the file never ends
 * in the middle of a line. Writes go straight to the operating system; {@link sync} makes them durable.
 */
export class DurableFile {
  readonly path: string;
  readonly #options: DurableFileOptions;
  #file: number | undefined;
  /** Which file was opened first. */
  #identity: string | undefined;
  #hasName = false;
  #unsynced = false;
  #syncing = false;
  #closesAfterSync = false;

  constructor(path: string, options: DurableFileOptions = {}) {
    this.path = path;
    this.#options = options;
  }

  /** Whether the file can be closed now: not while the operating system works on it. */
  get canClose(): boolean {
    return this.#file !== undefined && !this.#syncing;
  }

  /** Appends all of a piece or nothing; opens or creates the file first. @throws DiskError */
  append(piece: Uint8Array): void {
    const file = this.#file ?? this.#open();
    this.#unsynced = true;
    const start = onDisk(`look at ${this.path}`, () => fstatSync(file).size);
    let done = 0;
    try {
      // The operating system can take less than it was given.
      while (done < piece.length) done += writeSync(file, piece, done, piece.length - done);
    } catch (error) {
      takeBack(file, this.path, start, piece);
      throw new DiskError(`write to ${this.path}`, error);
    }
  }

  /** Makes everything that was appended survive a power cut. @throws DiskError */
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

  /** Makes everything durable and closes the file; the next append opens it again. @throws DiskError */
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

  /** Closes the file and asks nothing more of the disk. */
  drop(): void {
    const file = this.#file;
    this.#file = undefined;
    this.#unsynced = false;
    try {
      if (file !== undefined) this.#release(file);
    } catch {
      // The run fails already, for another reason.
    }
  }

  /** A file that the operating system still works on is closed later. */
  #release(file: number): void {
    if (this.#syncing) this.#closesAfterSync = true;
    else closeSync(file);
  }

  #open(): number {
    return onDisk(`open ${this.path}`, () => {
      const file = this.#identity === undefined ? this.#openFirst() : this.#openAgain(this.#identity);
      this.#file = file;
      this.#hasName = fstatSync(file).nlink > 0;
      return file;
    });
  }

  #openFirst(): number {
    const { mode, isNew } = this.#options;
    const create = constants.O_CREAT | (isNew === true ? constants.O_EXCL : 0);
    const file = openToAppend(this.path, create, mode);
    this.#identity = identityOf(file);
    if (mode !== undefined) setMode(file, mode);
    return file;
  }

  #openAgain(identity: string): number {
    const file = openToAppend(this.path, 0);
    if (identityOf(file) === identity) return file;
    closeSync(file);
    throw new Error(replacedText);
  }

  /** A file without a name disappears when it is closed: another process removed or replaced it. */
  #checkName(file: number): void {
    if (this.#hasName && fstatSync(file).nlink === 0) throw new Error(replacedText);
  }
}

const replacedText =
  "another process removed or replaced the file while this one wrote to it: let one process at a time write there, and run again from the last state";

function openToAppend(path: string, create: number, mode?: number): number {
  const file = open(path, constants.O_WRONLY | constants.O_APPEND | regularOnly | create, mode);
  try {
    checkRegular(fstatSync(file));
    return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function open(path: string, flags: number, mode?: number): number {
  try {
    return openSync(path, flags, mode);
  } catch (error) {
    const code = errorCode(error);
    // The file was there when it was opened first, or removed before it was created.
    const isReplaced = (flags & constants.O_CREAT) === 0 ? code === "ENOENT" : code === "EEXIST";
    throw isReplaced ? new Error(replacedText, { cause: error }) : error;
  }
}

function identityOf(file: number): string {
  const { dev, ino } = fstatSync(file, { bigint: true });
  return [dev, ino].join();
}

/** The umask can remove permissions that the file is to have. */
function setMode(file: number, mode: number): void {
  try {
    fchmodSync(file, mode);
  } catch {
    // Some network file systems have no permissions.
  }
}
