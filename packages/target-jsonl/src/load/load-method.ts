import type { FileReport } from "../files/row-sink.ts";
import type { Row } from "../rows/row.ts";
import type { TableVersion } from "../rows/table-version.ts";
import type { KeyName } from "../scan/member-list.ts";

/**
 * How the rows of one stream become files. `add` takes a row without waiting, `flush` hands the rows to the operating
 * system, and after `sync` they survive a power cut. A run ends with either `complete` or `abandon`.
 */
export interface LoadMethod {
  /** @throws DiskError when rows are flushed and the disk refuses. */
  add(row: Row): void;
  /** The tap says that rows of older versions are out of date. Rows without a version stay. */
  activateVersion(version: TableVersion): void;
  /** The key of the rows that follow. @throws InputError when the method cannot change it. */
  setKeys(keys: readonly KeyName[]): void;
  /** Bytes of rows that wait in memory. */
  readonly waiting: number;
  /** @throws DiskError */
  flush(releaseMemory?: boolean): void;
  /** @throws DiskError */
  sync(): Promise<void>;
  /**
   * The input ended without a failure: moves everything to its final place.
   *
   * @param signal aborts work that a later run can do as well.
   * @throws DiskError
   * @throws InputError when the file would lose rows that it must keep.
   */
  complete(signal: AbortSignal): Promise<void>;
  /** The run ends early: drops the rows in memory. The method decides if flushed rows stay. */
  abandon(): void;
  /** What this run wrote. */
  reports(): readonly FileReport[];
}
