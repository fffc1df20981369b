import type { Row } from "../rows/row.ts";

/** What a run did to one file. */
export interface FileReport {
  readonly path: string;
  /** Rows that came in this run. */
  readonly rows: number;
  /** Bytes they took in the file. */
  readonly bytes: number;
}

/**
 * Where rows are written: one file, or several. Rows are added without waiting; what was added is handed to the
 * operating system by `flush` and survives a power cut after `sync`.
 */
export interface RowSink {
  /** @throws DiskError when it is the disk's turn and it refuses. */
  add(row: Row): void;
  /** Bytes of rows that wait in memory. */
  readonly waiting: number;
  /** @throws DiskError */
  flush(releaseMemory?: boolean): void;
  /** @throws DiskError */
  sync(): Promise<void>;
  /** Flushes, makes durable and lets go of the files. @throws DiskError */
  close(): void;
  /** Gives up the rows still waiting, and lets go of the files. */
  abandon(): void;
  /** What was written so far. */
  reports(): readonly FileReport[];
}
