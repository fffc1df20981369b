import { extname } from "node:path";
import type { GraphObserver } from "@tap-instagram/core";
import {
  InvalidInputError,
  UsageError,
  type JsonObject,
  type Problem,
  type RunEnd,
  type RunStart,
  type RunWatch,
} from "@tap-instagram/singer";
import { Book } from "../book/book.ts";
import type { Ports } from "../client/client.ts";
import { RequestLog } from "../log/request-log.ts";
import { runIdOf } from "../log/run-id.ts";
import { reportDocument } from "./documents/report-document.ts";
import { summaryDocument } from "./documents/summary-document.ts";
import { Course } from "./facts/course.ts";
import { factsOf, type ToldSync } from "./facts/facts-of.ts";
import { Lineage } from "./openlineage/lineage.ts";
import { LiveView } from "./live/live-view.ts";
import { metricsText } from "./prometheus/run-metrics.ts";
import { NullColumns } from "./facts/null-columns.ts";
import { observers } from "./facts/observers.ts";
import type { RunFacts } from "./facts/run-facts.ts";
import { Traffic } from "./facts/traffic.ts";
import { Warnings } from "./facts/warnings.ts";
import { redacted } from "./redacted.ts";
import { tellEnd } from "./table/tell-end.ts";
import { prepareRunFile, problemOfWriting } from "./run-files.ts";

type RunFiles = RunStart["files"];

/** Notes what happens in a run, and writes what is asked for of it when it ends. */
export class TapWatch implements RunWatch {
  /** The id of the run, in `sync_events` too. */
  readonly runId: string;
  /** What a person on a terminal sees meanwhile; `undefined` where nobody watches. */
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

  /** @throws InvalidInputError when a file cannot be written. */
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
      streamsPerAccount: 0,
      recordCounts: () => new Map(),
    };
    prepare(start.files);
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

  /** Is to be shown each record; `undefined` where nobody wants to know. */
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
    const facts = factsOf(
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
    tellEnd(facts, this.#start);
    await this.#lineage.ended(facts, this.#sync.schemas);
    this.#write(facts);
  }

  /** One file that cannot be written does not keep the others from it. */
  #write(facts: RunFacts): void {
    const { files, redact } = this.#start;
    const { summary, reports, metrics } = files;
    const problems: Problem[] = [];
    const write = (flag: string, path: string | undefined, text: () => string): void => {
      if (path === undefined) return;
      const problem = problemOfWriting(path, text());
      if (problem) problems.push({ place: `${flag} ${path}`, message: problem });
    };
    write("--metrics-file", metrics, () => redact(metricsText(facts)));
    for (const path of reports)
      write("--report", path, () => jsonText(redacted(reportDocument(facts), redact)));
    write("--summary", summary, () => jsonText(redacted(summaryDocument(facts), redact)));
    if (problems.length > 0) throw new InvalidInputError("Cannot write what tells of the run", problems);
  }
}

/**
 * Refuses files that cannot be written, before anything is read, and removes what an earlier run wrote: if this one is killed,
 * nobody takes that for its own. An old file for Prometheus stays: its time stamp tells that it is old, and a gap tells less.
 */
function prepare({ summary, reports, metrics }: RunFiles): void {
  const problems: Problem[] = [];
  const check = (flag: string, path: string | undefined, isRemoved: boolean): void => {
    const problem = path === undefined ? undefined : prepareRunFile(path, isRemoved);
    if (problem) problems.push({ place: `${flag} ${path}`, message: problem });
  };
  check("--metrics-file", metrics, false);
  for (const path of reports) {
    if (extname(path) !== ".json")
      throw new UsageError(`The flag --report takes a file that ends in .json, not ${path}`);
    check("--report", path, true);
  }
  check("--summary", summary, true);
  if (problems.length > 0) throw new InvalidInputError("Cannot write what tells of the run", problems);
}

function every(ms: number, work: () => void): () => void {
  const timer = setInterval(work, ms);
  timer.unref();
  return () => clearInterval(timer);
}

function jsonText(document: JsonObject): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
