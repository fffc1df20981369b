import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { Codec } from "../codecs/codec.ts";
import { DurableFile, type DurableFileOptions } from "../disk/durable-file.ts";
import { ensureFolder, syncFolder } from "../disk/folders.ts";
import type { OpenFiles } from "../disk/open-files.ts";
import type { Row } from "../rows/row.ts";
import { RowBuffer } from "./row-buffer.ts";
import type { FileReport, RowSink } from "./row-sink.ts";

/** Fewer, larger writes: one per MiB. */
const writeBytes: number = 1024 * 1024;

/** What all files of a run share. */
export interface FileSystemContext {
  readonly codec: Codec;
  readonly openFiles: OpenFiles;
  /** Called with a sentence for people when a file was repaired after a crash. */
  readonly onRepair: (text: string) => void;
}

/** Rows on their way into one file, in large writes. */
export class RowFile implements RowSink {
  readonly path: string;
  /** Rows added in this run. */
  rows = 0;
  readonly #context: FileSystemContext;
  readonly #file: DurableFile;
  readonly #buffer: RowBuffer = new RowBuffer();
  #written = 0;
  #repaired = false;
  #prepared = false;
  #created = false;

  /** @param path of a regular file or of nothing, see {@link regularPlace}. */
  constructor(path: string, context: FileSystemContext, options?: DurableFileOptions) {
    this.path = path;
    this.#context = context;
    this.#file = new DurableFile(path, options);
  }

  /** Bytes that this run wrote to the file, after compression. */
  get bytes(): number {
    return this.#written;
  }

  /** Bytes of rows that wait in memory. */
  get waiting(): number {
    return this.#buffer.length;
  }

  add(row: Row): void {
    this.addBytes(row.source, row.start, row.end);
  }

  /** Adds the bytes of a row, without a newline. @throws DiskError when rows are flushed and the disk refuses. */
  addBytes(source: Buffer, start: number, end: number): void {
    this.#buffer.add(source, start, end);
    this.rows += 1;
    if (this.#buffer.length >= writeBytes) this.flush();
  }

  /** Hands the rows in memory to the operating system. @throws DiskError */
  flush(releaseMemory = false): void {
    if (this.#buffer.length === 0) return;
    this.#prepare();
    const piece = this.#context.codec.encode(this.#buffer.view());
    this.#context.openFiles.use(this.#file);
    this.#file.append(piece);
    this.#written += piece.length;
    this.#buffer.clear(releaseMemory || this.#buffer.length > 2 * writeBytes);
  }

  /** Creates the file, also without rows. @throws DiskError */
  create(): void {
    this.#prepare();
    this.#file.append(new Uint8Array());
  }

  /** Makes flushed rows and the file's name survive a power cut. @throws DiskError */
  async sync(): Promise<void> {
    await this.#file.sync();
    if (!this.#created) return;
    this.#created = false;
    syncFolder(dirname(this.path));
  }

  /** Flushes, makes durable and closes. @throws DiskError */
  close(): void {
    this.flush(true);
    this.#file.close();
    if (this.#created) syncFolder(dirname(this.path));
    this.#created = false;
  }

  /** Drops the rows in memory and closes. */
  abandon(): void {
    this.#buffer.clear(true);
    this.#file.drop();
  }

  /** Repairs the end of the file after an interrupted run. @throws DiskError */
  repair(): void {
    if (this.#repaired) return;
    this.#repaired = true;
    if (!existsSync(this.path)) return;
    const repair = this.#context.codec.repair(this.path);
    if (repair?.kind === "truncated") {
      this.#context.onRepair(
        `${this.path}: removed the last ${repair.bytes === 1 ? "byte" : `${repair.bytes} bytes`}, an incomplete row of an interrupted run`,
      );
    } else if (repair?.kind === "completed") {
      this.#context.onRepair(`${this.path}: added the missing newline after the last line`);
    } else if (repair) {
      this.#context.onRepair(
        `${this.path}: another process is writing to this file; run one process at a time, or rows come twice or out of order`,
      );
    }
  }

  /** What this run wrote; empty without rows. */
  reports(): readonly FileReport[] {
    return this.rows === 0 ? [] : [{ path: this.path, rows: this.rows, bytes: this.#written }];
  }

  #prepare(): void {
    if (this.#prepared) return;
    this.repair();
    this.#prepared = true;
    this.#created = !existsSync(this.path);
    if (this.#created) ensureFolder(dirname(this.path));
  }
}
