import type { FileReport } from "../files/row-sink.ts";
import type { Row } from "../rows/row.ts";
import type { KeyName } from "../scan/member-list.ts";

/**
 * How the rows of one stream become files. Rows are added without waiting; what was added is handed to the operating
 * system by `flush` and survives a power cut after `sync`. At the end comes either `complete` or `abandon`.
 */
export interface LoadMethod {
  /** @throws DiskError when it is the disk's turn and it refuses. */
  add(row: Row): void;
  /** The tap says that rows of other versions are out of date. */
  activateVersion(version: string): void;
  /** The stream's key from here on. */
  setKeys(keys: readonly KeyName[]): void;
  /** Bytes of rows that wait in memory. */
  readonly waiting: number;
  /** @throws DiskError */
  flush(releaseMemory?: boolean): void;
  /** @throws DiskError */
  sync(): Promise<void>;
  /**
   * The input ended well: everything is brought to its final place.
   *
   * @param signal aborts what can as well be done by a later run.
   * @throws DiskError
   */
  complete(signal: AbortSignal): Promise<void>;
  /** The run ends early: nothing waits any more, and what was flushed stays or goes as the method has it. */
  abandon(): void;
  /** What was written so far. */
  reports(): readonly FileReport[];
}
