import type { JsonObject } from "@tap-instagram/singer";
import type { SelectedColumns } from "../columns/selected-columns.ts";

/** What to sync of a stream. */
export interface StreamSelection {
  readonly name: string;
  /** False: everything is read. True: what is new since the bookmark. */
  readonly isIncremental: boolean;
  readonly columns: SelectedColumns;
}

/** What a bookmark is about. */
export interface BookmarkPosition {
  readonly stream: string;
  /** Id of the Instagram account. */
  readonly account: string;
  /** The column whose values are compared. */
  readonly replicationKey: string;
}

/** A stream of an account that failed. */
export interface Failure {
  /** `undefined` for the whole account. */
  stream: string | undefined;
  /** Username and id, or what the settings call the account. */
  account: string;
  /** `quota`: the next run continues. `passing`: the next run may work. `lasting`: a person must act first. */
  kind: "lasting" | "passing" | "quota";
  message: string;
  /** What the API answered. */
  cause: Error | undefined;
}

/**
 * Takes the results of a sync, and has the bookmarks of the last one. Each protocol has one: Singer, Airbyte. Calls for
 * one stream of one account come in order; calls for other accounts may come between them.
 */
export interface Sink {
  /** A stream begins. Called once for each selected stream, before its first record. */
  streamStarted(stream: StreamSelection): Promise<void>;
  /**
   * Takes a record with every column of the stream; the sink drops those that are not selected. Resolves when the sink
   * can take more.
   */
  record(stream: StreamSelection, record: JsonObject): Promise<void>;
  /** The bookmark that is stored, as an RFC 3339 date-time; `undefined` where there is none. */
  bookmark(position: BookmarkPosition): string | undefined;
  /** Every record up to `value`, an RFC 3339 date-time, was handed over. */
  bookmarkMoved(position: BookmarkPosition, value: string): void;
  /** Stores the bookmarks that moved. */
  checkpoint(): Promise<void>;
  /**
   * A stream ends. Called once for each stream that started; last of all its calls but `streamReplaced`.
   *
   * @param outcome.isComplete false when something failed, or when the sync was stopped before the stream's end.
   */
  streamEnded(
    stream: StreamSelection,
    outcome: { isComplete: boolean; failures: readonly Failure[] },
  ): Promise<void>;
  /** This sync has read the whole stream: a target may delete the records of earlier syncs. */
  streamReplaced(stream: StreamSelection): Promise<void>;
}
