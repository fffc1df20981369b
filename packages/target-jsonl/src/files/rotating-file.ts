import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Row } from "../rows/row.ts";
import { regularPlace } from "../disk/regular-file.ts";
import { onDisk } from "../errors/disk-error.ts";
import { RowFile, type FileSystemContext } from "./row-file.ts";
import type { FileReport, RowSink } from "./row-sink.ts";

/** When a file is full. The row that would exceed a limit starts the next file. */
export interface FileLimits {
  readonly rows: number;
  readonly bytes: number;
}

/** Rows in numbered files, `users.00001.jsonl` and so on, within limits. Every run starts a new file. */
export class RotatingFile implements RowSink {
  readonly #stem: string;
  readonly #context: FileSystemContext;
  readonly #limits: FileLimits;
  readonly #full: FileReport[] = [];
  #number: number;
  #file: RowFile;

  /** @param stem the path without its number and extension. @throws DiskError */
  constructor(stem: string, context: FileSystemContext, limits: FileLimits) {
    this.#stem = stem;
    this.#context = context;
    this.#limits = limits;
    this.#number = lastNumber(stem, context.codec.extension);
    if (this.#number > 0) new RowFile(this.#path(), context).repair();
    this.#number += 1;
    this.#file = new RowFile(this.#path(), context);
  }

  get waiting(): number {
    return this.#file.waiting;
  }

  add(row: Row): void {
    const bytes = this.#file.bytes + this.#file.waiting + (row.end - row.start) + 1;
    const isFull = this.#file.rows >= this.#limits.rows || bytes > this.#limits.bytes;
    if (isFull && this.#file.rows > 0) this.#next();
    this.#file.add(row);
  }

  flush(releaseMemory?: boolean): void {
    this.#file.flush(releaseMemory);
  }

  async sync(): Promise<void> {
    await this.#file.sync();
  }

  close(): void {
    this.#file.close();
  }

  abandon(): void {
    this.#file.abandon();
  }

  reports(): readonly FileReport[] {
    return [...this.#full, ...this.#file.reports()];
  }

  /** Closing makes a full file durable; the next commit then covers it. */
  #next(): void {
    this.#file.close();
    this.#full.push(...this.#file.reports());
    this.#number += 1;
    this.#file = new RowFile(this.#path(), this.#context);
  }

  #path(): string {
    const number = String(this.#number).padStart(5, "0");
    return regularPlace(`${this.#stem}.${number}${this.#context.codec.extension}`);
  }
}

function lastNumber(stem: string, extension: string): number {
  const name = `${basename(stem)}.`;
  const folder = dirname(stem);
  const entries = onDisk(`list the folder ${folder}`, () => listFolder(folder));
  // No Math.max(...numbers): a call takes about 100,000 arguments at most.
  return entries
    .filter((entry) => entry.startsWith(name) && entry.endsWith(extension))
    .map((entry) => entry.slice(name.length, -extension.length))
    .filter((number) => /^\d{5,}$/.test(number))
    .reduce((last, number) => Math.max(last, Number(number)), 0);
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(join(folder));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
