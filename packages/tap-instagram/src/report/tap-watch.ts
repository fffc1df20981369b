import type { GraphObserver } from "@tap-instagram/core";
import type { JsonObject, RunEnd, RunStart, RunWatch } from "@tap-instagram/singer";
import { Book } from "../book/book.ts";
import type { Ports } from "../client/client.ts";
import { RequestLog } from "../log/request-log.ts";
import { runIdOf } from "../log/run-id.ts";
import { Course } from "./facts/course.ts";
import { factsOf, type ToldSync } from "./facts/facts-of.ts";
import { NullColumns } from "./facts/null-columns.ts";
import { observers } from "./facts/observers.ts";
import { Traffic } from "./facts/traffic.ts";
import { Warnings } from "./facts/warnings.ts";
import { LiveView } from "./live/live-view.ts";
import { Lineage } from "./openlineage/lineage.ts";
import { redacted } from "./redacted.ts";
import { tellEnd } from "./table/tell-end.ts";
import { prepareFiles, writeFiles } from "./write-files.ts";

/** Notes what happens in a run, and writes what is asked for of it when it ends. */
export class TapWatch implements RunWatch {
  /** The id of the run, in `sync_events` too. */
  readonly runId: string;
  /** What a person on a terminal sees meanwhile; `undefined` where no person watches. */
  readonly live: LiveView | undefined;
  readonly #start: RunStart;
  readonly #startedMs: number;
  readonly #startedAtMs: number;
  readonly #traffic = new Traffic();
  readonly #course: Course;
  readonly #nullColumns = new NullColumns();
  readonly #warnings: Warnings;
  readonly #lineage: Lineage;
  #sync: ToldSync;

  /** @throws UsageError, InvalidInputError when a file cannot be written. */
  constructor(start: RunStart, ports: Ports) {
    this.#start = start;
    this.#startedMs = start.now();
    this.#startedAtMs = start.elapsedMs();
    this.runId = runIdOf(this.#startedMs, ports);
    this.#course = new Course(start.elapsedMs);
    this.#warnings = new Warnings(start.now, start.redact);
    this.#sync = {
      book: new Book(start.now),
      requests: new RequestLog(start.logger),
      streams: [],
      schemas: [],
      written: [],
      streamsPerAccount: 0,
      recordCounts: () => new Map(),
    };
    prepareFiles(start.files, start.inputs);
    const { terminal, now, elapsedMs } = start;
    this.live = terminal && new LiveView({ terminal, now, elapsedMs, every: ports.every ?? every });
    this.#lineage = new Lineage({ ...start, warn: (text) => this.#warn(text) }, ports);
  }

  readonly onLog: NonNullable<RunWatch["onLog"]> = (entry) => this.#warnings.take(entry);

  /** For what is told beside the sync. */
  #warn(text: string): void {
    this.onLog({ level: "warning", stream: null, message: text });
    this.#start.logger.warning(text);
  }

  /** Is to be told of requests, retries, waits and usage. */
  get observer(): GraphObserver {
    return observers(this.#traffic.observer, this.#course.observer, this.live?.observer ?? {});
  }

  /** Is to be shown each record; `undefined` where no part of the report needs them. */
  get onRecord(): ((stream: string, record: JsonObject) => void) | undefined {
    if (this.#start.files.reports.length === 0) return undefined;
    return (stream, record) => this.#nullColumns.take(stream, record);
  }

  /** The sync begins that is to be told of. */
  syncBegins(sync: ToldSync): void {
    this.#sync = sync;
    this.live?.syncBegins(sync);
  }

  /** See {@link RunWatch.ended}. */
  async ended(end: RunEnd): Promise<void> {
    this.live?.end();
    const told = factsOf(
      {
        runId: this.runId,
        startedMs: this.#startedMs,
        endedMs: this.#start.now(),
        durationMs: this.#start.elapsedMs() - this.#startedAtMs,
        sync: this.#sync,
        traffic: this.#traffic,
        warnings: this.#warnings,
        course: this.#course,
        nullColumns: this.#nullColumns,
      },
      end,
    );
    // What is told of the run leaves here: nothing after this has to think of secrets.
    const facts = redacted(told, this.#start.redact);
    tellEnd(facts, this.#start);
    // The files come first: a service may be slow, and a platform kills what does not end soon after a stop.
    try {
      await writeFiles(this.#start.files, facts);
    } finally {
      await this.#lineage.ended(facts, this.#sync.written);
    }
  }
}

function every(ms: number, work: () => void): () => void {
  const timer = setInterval(work, ms);
  timer.unref();
  return () => clearInterval(timer);
}
