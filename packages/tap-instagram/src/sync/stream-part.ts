import { GraphError, type InstagramAccount } from "@tap-instagram/core";
import type { JsonObject } from "@tap-instagram/singer";
import type { Chapter } from "../book/chapter.ts";
import type { DayRange } from "../book/day-range.ts";
import { reasons } from "../book/reasons.ts";
import type { Lack, ThingKind } from "../book/thing.ts";
import { lackOfList, type ListEnd } from "./list-end.ts";
import { lackOfField, lackOfObject, lackOfRest } from "./outcome/lacks-of-lists.ts";
import { endsRun } from "./outcome/ends-run.ts";
import { nameOf } from "./outcome/report.ts";
import { PartProgress } from "./progress/part-progress.ts";
import type { ChunkReader, Reading, ReadRange } from "./reading.ts";
import type { BookmarkPosition, StreamSelection } from "./sink.ts";
import type { FieldRequest, LostFromList, StreamDefinition, Walk } from "./stream.ts";
import type { SyncRun } from "./sync-run.ts";
import type { ReadBefore, Span } from "./progress/timeline-progress.ts";

/** So many things that fail alike, one after the other and with nothing between them, are a failure of everything. */
const fewestForBlackout = 3;

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
  readonly #chapter: Chapter;
  readonly startMs: number | undefined;
  readonly #progress: PartProgress;
  #failure: Error | undefined;
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
    this.#chapter = run.book.open(selection.name, { id: account.id, name: nameOf(account) });
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
    const chapter = this.#chapter;
    this.#progress = new PartProgress(run, { position, chapter, order, isIncremental, remembersRuns });
  }

  get request(): Partial<FieldRequest> {
    return this.#stream.definition.request?.(this.#stream.selection.columns) ?? {};
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
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
    if (this.#failure) return { rows: [] };
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

  async #write({
    rows,
    expected,
    delivered,
    lacks = [],
    metrics = [],
    days,
    metricsOfDays = [],
    allFailed,
    failure,
    memory,
    more,
  }: Reading): Promise<void> {
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
    const things = lacks.filter(({ thing }) => thing.kind !== "metric");
    if (days) this.#progress.storeDays();
    else {
      const told = (delivered ?? written) + things.length;
      this.#chapter.expect(isCutShort ? told : (expected ?? told));
      this.#chapter.deliver(delivered ?? written);
    }
    this.#chapter.deliverMetrics(metrics);
    this.#progress.metricsCame(metrics);
    for (const lack of lacks) this.#lack(lack);
    if (memory) this.#progress.remember(memory);
    for (const error of [failure, allFailed]) if (error && endsRun(error)) throw error;
    if (failure) this.fail(failure);
    else if (allFailed && (days?.length ?? things.length) >= this.#enoughToStop) this.fail(allFailed);
    else if (more && !isCutShort) await this.#writeMore(more);
  }

  /** See {@link WalkRequest.remember}. */
  remember(memory: JsonObject): void {
    this.#progress.remember(memory);
  }

  /** Something that the walk could not bring, while the rest of it came. */
  lost(lost: LostFromList, kind: ThingKind): void {
    const { id, field, error } = lost;
    if (field === undefined || !error) {
      const lack = lackOfObject(lost, kind);
      this.#chapter.expect(1);
      this.#lack(lack);
      if (reasons[lack.reason].help === "later" || !error) this.#progress.stay();
      return;
    }
    const { fields = [], childFields = [] } = this.request;
    // The object has a record: what lacks is one of its columns.
    if ([...fields, ...childFields].includes(field)) this.#lack(lackOfField(id, field, error));
  }

  /** The stream cannot go on for this account: the rest of it is missing. */
  fail(error: Error): void {
    if (this.#failure) return;
    this.#failure = error;
    this.#chapter.expect(1);
    this.#lack(lackOfRest(error));
    this.#run.report.streamFailed(this.#chapter, error);
  }

  /** The walk has come to its end, or the part has failed. A trial has no end. */
  complete(end: ListEnd | undefined): void {
    const { book, report } = this.#run;
    this.#progress.closeDays();
    const lack = end && !this.#failure ? lackOfList(end, this.startMs === undefined) : undefined;
    if (lack) {
      this.#chapter.expect(1);
      this.#lack(lack);
    }
    this.#chapter.isReplaceable = !this.#failure && !lack && this.readBefore === undefined;
    book.close(this.#chapter, (chapter) => {
      if (this.#progress.isWithoutFigures && chapter.counts.missing === 0) report.withoutFigures(chapter);
      if (!this.#failure) report.streamCompleted(chapter, this.#written);
    });
    if (this.#failure) this.#progress.failed(lackOfRest(this.#failure));
    else this.#progress.ended(lack);
  }

  #lack(lack: Lack): void {
    this.#chapter.lack(lack);
    this.#progress.lacks(lack);
  }

  /** A few failures are of their own things, as long as others came. */
  get #enoughToStop(): number {
    return this.#chapter.counts.delivered > 0 ? fewestForBlackout : 1;
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
