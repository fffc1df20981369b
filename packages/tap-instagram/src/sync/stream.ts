import type { GraphClient, GraphError, InstagramAccount } from "@tap-instagram/core";
import type { JsonObject } from "@tap-instagram/singer";
import type { Columns } from "../columns/column.ts";
import type { SelectedColumns } from "../columns/selected-columns.ts";
import type { Settings } from "../settings/settings.ts";
import type { SyncLogger } from "../log/logger.ts";

/** What every stream and walk of a sync can use. */
export interface SyncContext {
  readonly graph: GraphClient;
  readonly settings: Settings;
  readonly logger: SyncLogger;
  /** When the sync began, in milliseconds since the epoch: one `now` for all of it. */
  readonly nowMs: number;
  /** Logs a warning once per sync. */
  warnOnce(text: string): void;
}

/** The records that a stream makes of one chunk of its walk. */
export interface Rows {
  rows: JsonObject[];
  /** How many objects of the chunk were answered. Default: the number of rows. */
  answered?: number | undefined;
  /** A reason for each object of the chunk without a record: `before-conversion`. */
  skipped?: readonly string[] | undefined;
  /**
   * Objects of the chunk that were refused for a missing permission. If others were answered, the token has the
   * permission, and the refusal is about the object. If none was answered, it is a failure.
   */
  forbidden?: readonly GraphError[] | undefined;
  /** Set when a part of the chunk failed. The rows are written anyway. */
  failure?: GraphError | undefined;
  /** Further rows, read after `rows` are written: they may not fit into memory. */
  more?: AsyncIterable<Rows> | undefined;
}

/**
 * Makes records of the chunks of a walk, for one sync. The walk may start before the `startMs` of the stream: records
 * before it are dropped, and need not be read.
 */
export type RowReader<Chunk> = (
  chunk: Chunk,
  account: InstagramAccount,
  signal: AbortSignal,
  startMs: number | undefined,
) => Promise<Rows>;

/** What decides where a stream starts. All times in milliseconds since the epoch. */
export interface StartContext {
  settings: Settings;
  nowMs: number;
  /** True when the catalog wants the stream INCREMENTAL. */
  isIncremental: boolean;
  bookmarkMs: number | undefined;
}

/** What a stream is called, what its records look like, and how it is replicated. */
export interface StreamDescription {
  readonly name: string;
  readonly description: string;
  readonly columns: Columns;
  readonly keyProperties: readonly string[];
  readonly replicationMethod: "FULL_TABLE" | "INCREMENTAL";
  /** A column with a date-time. */
  readonly replicationKey?: string | undefined;
  /** The stream whose method this one takes, unless the catalog gives it its own. */
  readonly replicationFollows?: string | undefined;
  /** True when a catalog cannot choose the other method. */
  readonly forced?: boolean | undefined;
  /** Default true. */
  readonly selectedByDefault?: boolean | undefined;
  /** True when each run adds records to those of earlier runs: a target must not delete them. */
  readonly addsSnapshots?: boolean | undefined;
  /** Whether settings make the stream leave out some of what it would read. Default: they do not. */
  isPartial?(settings: Settings): boolean;
  /** What a skip means, as a plural before a count: `posts skipped`. Default: `objects skipped`. */
  readonly skippedMeans?: string | undefined;
  /** What helps where the quota ends before the stream does, as the end of a sentence. */
  readonly quotaHint?: string | undefined;
  /** Fields of the account that discovery has to read, given the selected columns. Default: none. */
  accountFields?(selected: SelectedColumns): readonly string[];
}

/** A stream: its description, and how it makes records of the chunks of its walk. */
export interface StreamDefinition<Chunk> extends StreamDescription {
  /** What the walk has to ask for, given the selected columns. Default: nothing but ids. */
  request?(selected: SelectedColumns): Partial<FieldRequest>;
  /** The first instant to read; `undefined` for everything there is. Default: everything. */
  startMs?(context: StartContext): number | undefined;
  /** Called once per sync. */
  open(context: SyncContext, selected: SelectedColumns): RowReader<Chunk>;
}

/** What a walk asks the API for, by the names that the API has for it. */
export interface FieldRequest {
  /** Fields of the walk's objects. */
  fields: readonly string[];
  /** Fields of the children of albums. */
  childFields: readonly string[];
  /** Metrics of the objects, where they come along at no further call. */
  metrics: readonly string[];
}

/** One pass over an account, with everything that the selected streams of the walk need. */
export interface WalkRequest extends FieldRequest {
  account: InstagramAccount;
  /** The earliest instant any of them needs, in milliseconds since the epoch; `undefined` for everything. */
  startMs: number | undefined;
  signal: AbortSignal;
}

/** Reads an account's data in chunks, for all streams that are made of these chunks. */
export interface Walk<Chunk> {
  readonly name: string;
  /** True for data that is gone after a day: it is read before all other data of all accounts. */
  readonly isPerishable?: boolean | undefined;
  chunks(context: SyncContext, request: WalkRequest): AsyncIterable<Chunk>;
  /**
   * Up to when everything is read after this chunk. Walks in order of time have it, and each chunk moves the bookmark.
   * Without it, the end of the walk moves the bookmark.
   */
  readUpTo?(chunk: Chunk): string;
}
