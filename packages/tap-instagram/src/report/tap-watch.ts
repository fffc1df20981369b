import type { RunEnd, RunStart, RunWatch } from "@tap-instagram/singer";
import { Book } from "../book/book.ts";
import type { Ports } from "../client/client.ts";
import { RequestLog } from "../log/request-log.ts";
import { runIdOf } from "../log/run-id.ts";
import { summaryDocument } from "./documents/summary-document.ts";
import { factsOf, type ToldSync } from "./facts/facts-of.ts";
import type { RunFacts } from "./facts/run-facts.ts";
import { Traffic } from "./facts/traffic.ts";
import { Warnings } from "./facts/warnings.ts";
import { redacted } from "./redacted.ts";
import { tellEnd } from "./table/tell-end.ts";
import { checkWritable, removeOld, writeRunFile } from "./run-files.ts";

/** Notes what happens in a run, and writes what is asked for of it when it ends. */
export class TapWatch implements RunWatch {
  /** The id of the run, in `sync_events` too. */
  readonly runId: string;
  readonly #start: RunStart;
  readonly #startedMs: number;
  readonly #startedAtMs: number;
  readonly #traffic = new Traffic();
  readonly #warnings: Warnings;
  #sync: ToldSync;

  /** @throws InvalidInputError when a file cannot be written. */
  constructor(start: RunStart, ports: Ports) {
    this.#start = start;
    this.#startedMs = start.now();
    this.#startedAtMs = start.elapsedMs();
    this.runId = runIdOf(this.#startedMs, ports);
    this.#warnings = new Warnings(start.now, start.redact);
    this.#sync = {
      book: new Book(start.now),
      requests: new RequestLog(start.logger),
      streams: [],
      recordCounts: () => new Map(),
    };
    const { summary } = start.files;
    if (summary !== undefined) {
      checkWritable("--summary", summary);
      removeOld("--summary", summary);
    }
  }

  readonly onLog: NonNullable<RunWatch["onLog"]> = (entry) => this.#warnings.take(entry);

  /** Is to be told of requests, retries, waits and usage. */
  get observer(): Traffic["observer"] {
    return this.#traffic.observer;
  }

  /** The sync begins that is to be told of. */
  syncBegins(sync: ToldSync): void {
    this.#sync = sync;
  }

  /** See {@link RunWatch.ended}. */
  async ended(end: RunEnd): Promise<void> {
    const facts = factsOf(
      {
        runId: this.runId,
        startedMs: this.#startedMs,
        endedMs: this.#start.now(),
        durationMs: this.#start.elapsedMs() - this.#startedAtMs,
        sync: this.#sync,
        traffic: this.#traffic,
        warnings: this.#warnings,
      },
      end,
    );
    tellEnd(facts, this.#start);
    this.#writeSummary(facts);
  }

  #writeSummary(facts: RunFacts): void {
    const { files, redact } = this.#start;
    if (files.summary === undefined) return;
    const document = redacted(summaryDocument(facts), redact);
    writeRunFile("--summary", files.summary, `${JSON.stringify(document, null, 2)}\n`);
  }
}
