import { GraphError, type InstagramAccount } from "@tap-instagram/core";
import type { JsonObject } from "@tap-instagram/singer";
import type { DayRange } from "../book/days/day-range.ts";
import type { ThingKind } from "../book/thing.ts";
import type { ListEnd } from "./list-end.ts";
import { endsRun } from "./outcome/ends-run.ts";
import { PartOutcome } from "./outcome/part-outcome.ts";
import { nameOf } from "./outcome/report.ts";
import { PartProgress } from "./progress/part-progress.ts";
import type { ChunkReader, Reading, ReadRange } from "./reading.ts";
import type { BookmarkPosition, StreamSelection } from "./sink.ts";
import type { FieldRequest, LostFromList, StreamDefinition, Walk } from "./stream.ts";
import type { SyncRun } from "./sync-run.ts";
import type { ReadBefore, Span } from "./progress/timeline-progress.ts";

/** The stream that a part is of. */
export interface OpenStream<Chunk> {
  readonly definition: StreamDefinition<Chunk>;
  readonly selection: StreamSelection;
  readonly readChunk: ChunkReader<Chunk>;
  /** Gives a row the selected columns that it does not have. */
  readonly complete: (row: JsonObject) => JsonObject;
}

/** One stream of one account, on its way through a walk. */
export class StreamPart<Chunk> implements ReadRange {
  readonly #stream: OpenStream<Chunk>;
  readonly #run: SyncRun;
  readonly #account: InstagramAccount;
  readonly startMs: number | undefined;
  readonly #progress: PartProgress;
  readonly #outcome: PartOutcome;
  #written = 0;

  constructor(
    stream: OpenStream<Chunk>,
    order: Walk<Chunk>["order"],
    run: SyncRun,
    account: InstagramAccount,
  ) {
    this.#stream = stream;
    this.#run = run;
    this.#account = account;
    const { definition, selection } = stream;
    const chapter = run.book.open(selection.name, { id: account.id, name: nameOf(account) });
    const { isIncremental } = selection;
    const position = this.#position;
    const bookmark = isIncremental ? run.bookmark(position) : undefined;
    this.startMs = definition.startMs?.({
      settings: run.settings,
      nowMs: run.nowMs,
      isIncremental,
      bookmarkMs: bookmark === undefined ? undefined : Date.parse(bookmark),
      remembered: isIncremental ? run.memory(position) : {},
    });
    const remembersRuns = definition.remembersRuns?.(run.settings) ?? false;
    this.#progress = new PartProgress(run, { position, chapter, order, isIncremental, remembersRuns });
    this.#outcome = new PartOutcome(run, chapter, this.#progress);
  }

  get request(): Partial<FieldRequest> {
    return this.#stream.definition.request?.(this.#stream.selection.columns) ?? {};
  }

  get hasFailed(): boolean {
    return this.#outcome.failure !== undefined;
  }

  /** Days before the bookmark that are to be asked again. */
  get missingDays(): readonly DayRange[] {
    return this.#progress.missingDays;
  }

  /** What a walk that was cut has read before. */
  get readBefore(): ReadBefore | undefined {
    return this.#progress.readBefore;
  }

  /** See {@link WalkRequest.remembered}. */
  get remembered(): JsonObject {
    return this.#run.memory(this.#position);
  }

  /** See {@link ReadRange}. */
  get lastWholeMs(): number | undefined {
    return this.#progress.lastWholeMs;
  }

  /** See {@link ReadRange}. */
  isOwed(instant: string): boolean {
    return this.#progress.isOwed(instant);
  }

  /** Whether an object of this instant is to be read; its ends are read again, because a second may hold several posts. */
  includes(instant: string | null): boolean {
    if (instant === null) return true;
    if (this.startMs !== undefined && Date.parse(instant) < this.startMs) return false;
    const done = this.readBefore;
    if (done === undefined || instant <= done.backTo || instant >= done.from) return true;
    return done.missingAt.includes(instant);
  }

  /** The records of a chunk. Rejects for what ends the whole sync: a token that is not accepted, a stop. */
  async read(chunk: Chunk, signal: AbortSignal): Promise<Reading> {
    if (this.hasFailed) return { rows: [] };
    try {
      return await this.#within(() => this.#stream.readChunk(chunk, this.#account, signal, this));
    } catch (error) {
      if (endsRun(error) || !(error instanceof GraphError)) throw error;
      return { rows: [], failure: error };
    }
  }

  /** Writes the records of a chunk, and keeps account of how far the walk has come. */
  async write(reading: Reading, span: Span | undefined): Promise<void> {
    const hadFailed = this.hasFailed;
    // A bookmark of days may not pass the chunk that failed. Posts that were read ahead of it are worth having.
    if (hadFailed && reading.days) return;
    this.#progress.chunkBegins();
    await this.#within(() => this.#write(reading));
    if (!hadFailed) this.#progress.chunkEnds(span, this.hasFailed);
  }

  async #write(reading: Reading): Promise<void> {
    const { rows, days, metricsOfDays = [], allFailed, failure, memory, more } = reading;
    // A trial does not read on, and what it did not ask for is not missing.
    const isCutShort = more !== undefined && this.#run.sample !== undefined;
    const ofDays = days && this.#progress.takeDays(days, metricsOfDays);
    const { definition, selection, complete } = this.#stream;
    const { replicationKey = "" } = definition;
    let written = 0;
    for (const row of rows) {
      const at = row[replicationKey];
      if (typeof at === "string") {
        if (!(ofDays ? ofDays.has(at) : this.includes(at))) continue;
        this.#progress.delivered(at);
      }
      written += 1;
      await this.#run.record(selection, complete(row));
    }
    this.#written += written;
    this.#outcome.take(reading, written, isCutShort);
    if (memory) this.#progress.remember(memory);
    for (const error of [failure, allFailed]) if (error && endsRun(error)) throw error;
    if (failure) this.fail(failure);
    else if (allFailed && this.#outcome.isEnoughToStop(reading)) this.fail(allFailed);
    else if (more && !isCutShort) await this.#writeMore(more);
  }

  /** See {@link WalkRequest.remember}. */
  remember(memory: JsonObject): void {
    this.#progress.remember(memory);
  }

  /** Something that the walk could not bring, while the rest of it came. */
  lost(lost: LostFromList, kind: ThingKind): void {
    this.#outcome.lost(lost, kind, this.request);
  }

  /** The stream cannot go on for this account: the rest of it is missing. */
  fail(error: Error): void {
    this.#outcome.fail(error);
  }

  /** The walk has come to its end, or the part has failed. A trial has no end. */
  complete(end: ListEnd | undefined): void {
    this.#outcome.complete(end, { isFromStart: this.startMs === undefined, written: this.#written });
  }

  async #writeMore(more: AsyncIterable<Reading>): Promise<void> {
    try {
      for await (const reading of more) await this.#write(reading);
    } catch (error) {
      if (endsRun(error) || !(error instanceof GraphError)) throw error;
      this.fail(error);
    }
  }

  /** Calls are counted as this stream's. */
  #within<T>(work: () => T): T {
    return this.#run.calls.within({ stream: this.#stream.selection.name, account: this.#account.id }, work);
  }

  get #position(): BookmarkPosition {
    return {
      stream: this.#stream.selection.name,
      account: this.#account.id,
      replicationKey: this.#stream.definition.replicationKey ?? "",
    };
  }
}
