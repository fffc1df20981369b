import type { Row } from "../rows/row.ts";

/** What a run did to one file. */
export interface FileReport {
  readonly path: string;
  /** Rows of this run. */
  readonly rows: number;
  /** Bytes of these rows in the file. */
  readonly bytes: number;
}

/**
 * Where rows go: one file, or several. `add` takes a row without waiting, `flush` hands the rows to the operating
 * system, and after `sync` they survive a power cut.
 */
export interface RowSink {
  /** @throws DiskError when rows are flushed and the disk refuses. */
  add(row: Row): void;
  /** Bytes of rows that wait in memory. */
  readonly waiting: number;
  /** @throws DiskError */
  flush(releaseMemory?: boolean): void;
  /** @throws DiskError */
  sync(): Promise<void>;
  /** Flushes, makes durable and closes the files. @throws DiskError */
  close(): void;
  /** Drops the rows in memory, and closes the files. */
  abandon(): void;
  /** What this run wrote. */
  reports(): readonly FileReport[];
}
