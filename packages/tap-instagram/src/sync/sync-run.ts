import type { JsonObject } from "@tap-instagram/singer";
import type { Book } from "../book/book.ts";
import type { CallCounts } from "../log/call-counts.ts";
import type { RunLabel } from "./book-stream.ts";
import type { SyncReport } from "./outcome/report.ts";
import type { Sink, StreamSelection } from "./sink.ts";
import type { SyncContext } from "./stream.ts";

/** A sync under way: what streams see of it, and where their records, bookmarks and failures go. */
export interface SyncRun
  extends SyncContext, Pick<Sink, "bookmark" | "bookmarkMoved" | "memory" | "remember"> {
  readonly label: RunLabel;
  readonly book: Book;
  readonly report: SyncReport;
  readonly calls: CallCounts;
  record(stream: StreamSelection, record: JsonObject): Promise<void>;
  /** Lets the sink store bookmarks, unless too few records have come since the last time. */
  checkpoint(): Promise<void>;
}
