import type { Bookmarks, TapOutput } from "@tap-instagram/singer";
import type { SyncContext } from "./stream.ts";
import type { SyncReport } from "./report.ts";

/** A sync under way: what streams see of it, and where their records, bookmarks and failures go. */
export interface SyncRun extends SyncContext {
  readonly bookmarks: Bookmarks;
  readonly output: TapOutput;
  readonly report: SyncReport;
  /** Writes STATE, unless too little has come since the last one. */
  writeState(): Promise<void>;
  /** With `--test`: a stream needs no more records than this. */
  readonly recordLimit: number | undefined;
}
