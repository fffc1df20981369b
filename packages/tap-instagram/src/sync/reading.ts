import type { GraphError, InstagramAccount } from "@tap-instagram/core";
import type { KnownMetric } from "@tap-instagram/core/matrix";
import type { JsonObject } from "@tap-instagram/singer";
import type { DayAnswer } from "../book/days/day-answer.ts";
import type { Lack, Thing } from "../book/thing.ts";

/** What a stream makes of one chunk of its walk: records, and what became of everything that was expected. */
export interface Reading {
  rows: JsonObject[];
  /** How many things were expected, where that is not one per record and per lack. Days are counted by `days`. */
  expected?: number | undefined;
  /** How many of them came, where that is not one per record. */
  delivered?: number | undefined;
  /** Expected things that did not come, and why. Metrics among them count beside `expected`. */
  lacks?: readonly Lack[] | undefined;
  /** Metrics that came, of things that may lack some. */
  metrics?: readonly Pick<Thing, "metric" | "variant">[] | undefined;
  /** For streams of days: what the API said of each day of the chunk, in order of time. */
  days?: readonly DayAnswer[] | undefined;
  /** For streams of days: metrics that have figures of some day so far. */
  metricsOfDays?: readonly KnownMetric[] | undefined;
  /** Kept in the state for the next sync once the rows are written; see `WalkRequest.remembered`. */
  memory?: JsonObject | undefined;
  /** Set where everything in the chunk failed alike: then the rest of the walk most likely does, too. */
  allFailed?: GraphError | undefined;
  /** Why the stream cannot go on for this account. The rows are written all the same. */
  failure?: GraphError | undefined;
  /** What is read only once `rows` are written, because there may be more of it than fits into memory. */
  more?: AsyncIterable<Reading> | undefined;
}

/** Which of a chunk's objects a stream wants. Walks may reach back further than one of their streams. */
export interface ReadRange {
  /** Whether an object of this instant, an RFC 3339 date-time, is to be read. True where the instant is not known. */
  includes(instant: string | null): boolean;
  /** When the last run that read all of the account began, to the day; `undefined` where that is not known. */
  readonly lastWholeMs: number | undefined;
  /** Whether the last run should have read an object of this instant, and could not. */
  isOwed(instant: string): boolean;
}

/** Turns chunks of a walk into records, for the length of one sync. */
export type ChunkReader<Chunk> = (
  chunk: Chunk,
  account: InstagramAccount,
  signal: AbortSignal,
  range: ReadRange,
) => Promise<Reading>;
