import type { Discovery, InstagramAccount } from "@tap-instagram/core";
import type { JsonObject } from "@tap-instagram/singer";
import type { Reason } from "../book/reasons.ts";
import type { SelectedColumns } from "../columns/selected-columns.ts";

/** What to sync of a stream. */
export interface StreamSelection {
  readonly name: string;
  /** False: everything is read. True: what is new since the bookmark. */
  readonly isIncremental: boolean;
  readonly columns: SelectedColumns;
}

/** An account that an earlier sync saw: its id, and what else it was called then. */
export type KnownAccount = Discovery["vanished"][number];

/** What a bookmark is about. */
export interface BookmarkPosition {
  readonly stream: string;
  /** Id of the Instagram account. */
  readonly account: string;
  /** The column whose values are compared. */
  readonly replicationKey: string;
}

/** What a stream of an account could not do, and what follows from it. */
export interface Failure {
  /** `undefined` for the whole account. */
  stream: string | undefined;
  /** Username and id, or what the settings call the account. */
  account: string;
  /** `quota` is left for a later run, `passing` may work then, `lasting` will not before someone acts. */
  kind: "lasting" | "passing" | "quota";
  /** The reason in the book. */
  reason: Reason;
  message: string;
  /** When the API takes requests again, in milliseconds since the epoch, where it says so. */
  retryAtMs?: number | undefined;
}

/** An account that a sync reads. */
export interface SinkAccount {
  readonly id: string;
  /** How many posts the API lists of it; `undefined` where that is not known. */
  readonly mediaCount: number | undefined;
}

/** How a stream ended. */
export interface StreamOutcome {
  /** False when something is missing, or when the sync was stopped before the stream's end. */
  readonly isComplete: boolean;
  readonly failures: readonly Failure[];
}

/**
 * Where the results of a sync go, and what the last sync left there: a protocol, such as Singer's or Airbyte's. Calls for
 * one stream of one account come in order; those of other accounts may come in between.
 */
export interface Sink {
  /** A stream begins. Called once for each selected stream, before its first record. */
  streamStarted(stream: StreamSelection): Promise<void>;
  /** The accounts are known. For a sink that says how much there is to come; it costs no request. */
  accountsFound?(accounts: readonly SinkAccount[]): Promise<void>;
  /**
   * Takes a record that has every selected column, and may have others, which are to be left out. Resolves when
   * there is room for more.
   */
  record(stream: StreamSelection, record: JsonObject): Promise<void>;
  /** The bookmark that is stored, as an RFC 3339 date-time; `undefined` where there is none. */
  bookmark(position: BookmarkPosition): string | undefined;
  /** Every record up to `value`, an RFC 3339 date-time, was handed over. */
  bookmarkMoved(position: BookmarkPosition, value: string): void;
  /** What earlier syncs remembered beside the bookmark; an empty object where that is nothing. */
  memory(position: BookmarkPosition): JsonObject;
  /** Replaces what is remembered beside the bookmark. Takes effect with the next checkpoint. */
  remember(position: BookmarkPosition, memory: JsonObject): void;
  /** The accounts that earlier syncs saw, or stored bookmarks of. */
  knownAccounts(): readonly KnownAccount[];
  /** The accounts of this sync: a later one reports those that it no longer sees. Stored with the next checkpoint. */
  accountsSeen(accounts: readonly InstagramAccount[]): void;
  /** A good moment to store the bookmarks that moved. */
  checkpoint(): Promise<void>;
  /** A stream ends. Called once for each stream that started; last of all its calls but `streamReplaced`. */
  streamEnded(stream: StreamSelection, outcome: StreamOutcome): Promise<void>;
  /** This sync handed over everything there is of a stream: what earlier syncs wrote of it may be deleted. */
  streamReplaced(stream: StreamSelection): Promise<void>;
}
