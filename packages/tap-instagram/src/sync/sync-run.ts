import type { GraphClient, InstagramAccount } from "@tap-instagram/core";
import type { JsonObject } from "@tap-instagram/singer";
import type { Book } from "../book/book.ts";
import type { Ports } from "../client/client.ts";
import type { CallCounts } from "../log/call-counts.ts";
import type { SyncLogger } from "../log/logger.ts";
import type { RequestLog } from "../log/request-log.ts";
import type { Settings } from "../settings/settings.ts";
import type { RunLabel } from "./book-stream.ts";
import type { SyncReport } from "./outcome/report.ts";
import type { Sink, StreamSelection } from "./sink.ts";
import type { StreamGroup } from "./stream-group.ts";
import type { MediaListName, SyncContext } from "./stream.ts";

/** Everything that a sync needs. */
export interface SyncRequest {
  /** Every stream there is. */
  groups: readonly StreamGroup[];
  /** Those to sync. */
  selections: readonly StreamSelection[];
  settings: Settings;
  /** The values of `--config`, for the advice how to renew the token. Default: the advice names no command. */
  configs?: readonly string[] | undefined;
  /** Where records and bookmarks go. */
  sink: Sink;
  logger: SyncLogger;
  requests: RequestLog;
  /** An empty book. The caller has it, also where the sync rejects. Default: one of its own. */
  readonly book?: Book | undefined;
  /** Unique, also among runs that start at the same moment. Default: {@link runIdOf}. */
  readonly runId?: string | undefined;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Ends the sync: what is under way is dropped, and the promise rejects with its reason. */
  signal: AbortSignal;
  /** Whether the signal ends the sync because its time is up. Default: it never does. */
  readonly isOutOfTime?: (() => boolean) | undefined;
  /**
   * What the log says last. `reasons`: why things did not come; the caller tells the rest. Default: `summary`, which says
   * of each stream what was expected and what came, and what to do.
   */
  readonly lastLines?: "summary" | "reasons" | undefined;
  /** Called when the accounts are known. */
  readonly onAccounts?: ((accounts: readonly InstagramAccount[]) => void) | undefined;
  /** A trial reads a little of everything, claims nothing to be read, and replaces nothing. Default: a sync. */
  isTrial?: boolean | undefined;
  /** A sync that is only calculated: once the accounts are known, everything else is asked of another client. */
  rehearsal?: Rehearsal | undefined;
  ports: Ports;
  onProgress(figures: { records: number; quotaCalls: number }): void;
}

/** How a sync is calculated without being made. */
export interface Rehearsal {
  /** Fields of the account that it needs. */
  readonly accountFields: readonly string[];
  /** The accounts, where they are found already: then nothing is asked of the API. */
  readonly found?: readonly InstagramAccount[] | undefined;
  /** The client for the rest of the sync. `edges` are those of the account that the sync would walk. */
  begin(
    graph: GraphClient,
    accounts: readonly InstagramAccount[],
    edges: readonly MediaListName[],
    signal: AbortSignal,
  ): Promise<GraphClient>;
}

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
