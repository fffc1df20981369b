import type { RunEnd } from "@tap-instagram/singer";
import type { Book, StreamLacks, StreamTotals } from "../../book/book.ts";
import { reasons } from "../../book/reasons.ts";
import { metricNameOf } from "../../book/thing.ts";
import type { RequestLog } from "../../log/request-log.ts";
import { eventsOf } from "../../streams/run/sync-events.ts";
import { adviceOf } from "../../sync/outcome/summary.ts";
import type { StreamDescription } from "../../sync/stream.ts";
import type { Course } from "./course.ts";
import type { NullColumns } from "./null-columns.ts";
import { hintOf, outcomeOf } from "./outcome-of.ts";
import type { LackFacts, RunFacts, StreamFacts, ThingFacts, WrittenDataset } from "./run-facts.ts";
import type { Traffic } from "./traffic.ts";
import type { Warnings } from "./warnings.ts";

/** So many names of metrics are listed per reason. */
const mostMetrics = 10;

/** People do not read more sentences than this on what to do. */
const mostAdvice = 5;

/** A sync of which facts are told. */
export interface ToldSync {
  readonly book: Book;
  readonly requests: RequestLog;
  readonly streams: readonly StreamDescription[];
  /** The schemas of their records. */
  readonly schemas: Parameters<NullColumns["factsOf"]>[0];
  /** The streams as a target sees them. */
  readonly written: readonly WrittenDataset[];
  /** How many of the streams are read of each account. */
  readonly streamsPerAccount: number;
  readonly shard?: string | undefined;
  /** Records so far, by stream. */
  readonly recordCounts: () => ReadonlyMap<string, number>;
}

/** What was noted of a run. */
export interface RunNotes {
  readonly runId: string;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly durationMs: number;
  readonly sync: ToldSync;
  readonly traffic: Traffic;
  readonly warnings: Warnings;
  readonly course: Course;
  readonly nullColumns: NullColumns;
}

/** The facts of a run that has ended. */
export function factsOf(notes: RunNotes, end: RunEnd): RunFacts {
  const { runId, startedMs, endedMs, durationMs, sync, traffic, warnings } = notes;
  const { book, streams } = sync;
  const hint = hintOf(end);
  const descriptions = new Map(streams.map((stream) => [stream.name, stream]));
  return {
    run: {
      id: runId,
      shard: sync.shard,
      startedMs,
      endedMs,
      durationMs,
      exitCode: end.exitCode,
      outcome: outcomeOf(end, book),
      failure: end.failure?.message,
      hint,
    },
    accounts: thingsOf(book.totalsOfAccounts),
    streams: streamFacts(sync),
    traffic: traffic.factsWith(sync.requests),
    advice: [...(hint === undefined ? [] : [hint]), ...adviceOf(book, descriptions)].slice(0, mostAdvice),
    warnings: warnings.facts,
    lackingThings: [...eventsOf(book)],
    course: notes.course.facts,
    nullColumns: notes.nullColumns.factsOf(sync.schemas, sync.recordCounts()),
  };
}

function streamFacts({ book, requests, streams, recordCounts }: ToldSync): StreamFacts[] {
  const records = recordCounts();
  const costs = new Map<string, { calls: number; requestMs: number }>();
  for (const { stream, calls, requestMs } of requests.calls.entries) {
    const cost = costs.get(stream) ?? { calls: 0, requestMs: 0 };
    costs.set(stream, { calls: cost.calls + calls, requestMs: cost.requestMs + requestMs });
  }
  return streams.map(({ name }) => ({
    stream: name,
    ...thingsOf(book.totalsOf(name)),
    records: records.get(name) ?? 0,
    ...(costs.get(name) ?? { calls: 0, requestMs: 0 }),
  }));
}

function thingsOf({ counts, lacks }: Pick<StreamTotals, "counts" | "lacks">): ThingFacts {
  return { counts, lacks: lacks.map(lackFacts) };
}

function lackFacts({ reason, count, details }: StreamLacks): LackFacts {
  const { ending, text, help } = reasons[reason];
  const metrics = [...new Set(details.flatMap(({ thing }) => metricNameOf(thing) ?? []))];
  return {
    ending,
    reason,
    text,
    help: ending === "pending" ? "later" : help,
    count,
    metrics: metrics.slice(0, mostMetrics),
  };
}
