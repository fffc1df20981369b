import type {
  GraphClient,
  GraphError,
  GraphHost,
  InstagramAccount,
  MediaInsightsOutcome,
  MediaNode,
} from "@tap-instagram/core";
import type { FieldMemory } from "@tap-instagram/core/matrix";
import type { JsonObject } from "@tap-instagram/singer";
import type { DayRange } from "../book/days/day-range.ts";
import type { ThingKind } from "../book/thing.ts";
import type { Columns } from "../columns/column.ts";
import type { SelectedColumns } from "../columns/selected-columns.ts";
import type { MentionSpool } from "../mentions/mention-spool.ts";
import type { Settings } from "../settings/settings.ts";
import type { SyncLogger } from "../log/logger.ts";
import type { ChunkReader } from "./reading.ts";
import type { Sample } from "./sample.ts";
import type { Timelines } from "./progress/timelines.ts";
import type { ReadBefore, Span } from "./progress/timeline-progress.ts";

/** What every stream and walk of a sync has at hand. */
export interface SyncContext {
  readonly graph: GraphClient;
  readonly settings: Settings;
  readonly logger: SyncLogger;
  /** When the sync began, in milliseconds since the epoch: one `now` for all of it. */
  readonly nowMs: number;
  /** Set for a trial: so little of everything is read. Default: everything. */
  readonly sample: Sample | undefined;
  /** What the sync has learned of fields that the API refuses, of one account for all. */
  readonly fieldMemory: FieldMemory;
  readonly timelines: Timelines;
  /** Mentions that wait to be read; `undefined` where the settings name no place for them. */
  readonly mentions: MentionSpool | undefined;
  /** What the streams of a walk have asked about its posts: what one asked, the others need not ask. */
  readonly insightsAsked: WeakMap<MediaNode, InsightsAsked>;
  /** Warns once about a topic; its own text without one. Texts about 50,000 posts, each with its id, are one topic. */
  warnOnce(text: string, topic?: string): void;
  /** Warns of names that share a fate, and of each of them once. */
  warnOfNames(fate: string, names: readonly string[], advice: string): void;
}

/** A question about the insights of a post, and where its answer comes. */
export interface InsightsAsked {
  readonly metrics: readonly string[];
  readonly splits: readonly string[];
  /** The answers about all posts of a page. */
  readonly answers: Promise<readonly MediaInsightsOutcome[]>;
  /** Where among them the one about this post is. */
  readonly position: number;
}

/** What decides from when on a stream is read. All times in milliseconds since the epoch. */
export interface StartContext {
  settings: Settings;
  nowMs: number;
  /** True when the catalog wants the stream INCREMENTAL. */
  isIncremental: boolean;
  bookmarkMs: number | undefined;
  /** What the last sync of the stream remembered beside the bookmark; see {@link WalkRequest.remember}. */
  remembered: JsonObject;
}

/** Names of permissions, with each login. */
export type PermissionsOfLogins = { readonly [Login in GraphHost]?: readonly string[] | undefined };

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
  /** Permissions that it takes with each login, beside the basic one. Default: none. */
  readonly permissions?: PermissionsOfLogins | undefined;
  /** True where no source names its permissions. */
  readonly isUndocumented?: boolean | undefined;
  /** Features that the app needs: no request tells whether it has them. Default: none. */
  readonly features?: readonly string[] | undefined;
  /** True when each run adds to what earlier ones wrote: a target must never delete that. */
  readonly addsSnapshots?: boolean | undefined;
  /** Whether settings make the stream leave out some of what it would read. Default: they do not. */
  isPartial?(settings: Settings): boolean;
  /** Whether a run has to know when the last one read the whole account. Default: it does not. */
  remembersRuns?(settings: Settings): boolean;
  /** What helps where the quota ends before the stream does, as the end of a sentence. */
  readonly quotaHint?: string | undefined;
  /** Fields of the account that discovery has to read, given the selected columns. Default: none. */
  accountFields?(selected: SelectedColumns): readonly string[];
}

/** A stream: a description, and how chunks of the walk it hangs on become records. */
export interface StreamDefinition<Chunk> extends StreamDescription {
  /** What the walk has to ask for, given the selected columns. Default: nothing but ids. */
  request?(selected: SelectedColumns): Partial<FieldRequest>;
  /** The first instant to read; `undefined` for everything there is. Default: everything. */
  startMs?(context: StartContext): number | undefined;
  /** Called once per sync. */
  open(context: SyncContext, selected: SelectedColumns): ChunkReader<Chunk>;
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
  /** For walks of days: days before `startMs` that earlier runs could not read. */
  missingDays: readonly DayRange[];
  /** For walks from new to old: what a walk that was cut has read before, and no stream needs again. */
  readBefore: ReadBefore | undefined;
  onLost: (lost: LostFromList, kind: ThingKind) => void;
  /** The API lists no further objects, although there may be some. */
  onCapped: () => void;
  /** What the last sync remembered. For walks without an order. */
  remembered: JsonObject;
  /** Keeps something small in the state for the next sync, in place of what the last one kept. For walks without an order. */
  remember: (memory: JsonObject) => void;
  signal: AbortSignal;
}

/** What a list does not bring, although the rest of it comes. */
export interface LostFromList {
  /** The object; `undefined` when nothing tells which. */
  readonly id: string | undefined;
  /** The one field that lacks; `undefined` for all of them: then there is no record. */
  readonly field: string | undefined;
  /** `undefined` where the API answered, and the answer holds nothing but the id. */
  readonly error: GraphError | undefined;
}

/** A list of media that hangs on an account. */
export type MediaListName = "media" | "stories" | "tags";

/** A way over an account's data, chunk by chunk, shared by the streams that are made from the same chunks. */
export interface Walk<Chunk> {
  readonly name: string;
  /** The edge that it reads page by page. Default: none. */
  readonly edge?: MediaListName | undefined;
  /** True where every account gives the same: it is read through the first account alone. */
  readonly isSameForAll?: boolean | undefined;
  /** True where what is not read today is gone tomorrow: it is read before anything else of any account. */
  readonly isPerishable?: boolean | undefined;
  chunks(context: SyncContext, request: WalkRequest): AsyncIterable<Chunk>;
  /** How many chunks are worked on at once: what of an account is in memory. Default: four. */
  readonly chunksAhead?: number | undefined;
  /**
   * The order of its chunks in time, where they have one: days from old to new, or posts from new to old. Bookmarks move
   * accordingly.
   */
  readonly order?: "days" | "newest-first" | undefined;
  /**
   * For `newest-first`: the newest instant of a chunk, and the oldest one down to which nothing can be missing from it;
   * `undefined` for a chunk without any.
   */
  spanOf?(chunk: Chunk): Span | undefined;
  /** How many objects the API lists at most. Default: all. */
  readonly cap?: number | undefined;
  /** The field of the account that counts the walk's objects. Default: nothing counts them. */
  readonly countField?: string | undefined;
  /** How many objects a chunk holds. Default: one. */
  sizeOf?(chunk: Chunk): number;
}
