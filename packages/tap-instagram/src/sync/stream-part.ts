import { GraphError, type InstagramAccount } from "@tap-instagram/core";
import type { JsonObject } from "@tap-instagram/singer";
import type { Chapter } from "../book/chapter.ts";
import type { DayRange } from "../book/day-range.ts";
import { isSelected } from "../columns/selected-columns.ts";
import { DoubtfulInstants } from "./progress/doubtful-instants.ts";
import { missingOf } from "../book/reason-of.ts";
import { reasons } from "../book/reasons.ts";
import type { Lack, ThingKind } from "../book/thing.ts";
import { lackOfList, type ListEnd } from "./list-end.ts";
import { endsRun } from "./outcome/ends-run.ts";
import { nameOf } from "./outcome/report.ts";
import { DayProgress } from "./progress/day-progress.ts";
import { NewestBookmark } from "./progress/newest-bookmark.ts";
import type { ChunkReader, Reading, ReadRange } from "./reading.ts";
import type { BookmarkPosition, StreamSelection } from "./sink.ts";
import type { FieldRequest, LostFromList, StreamDefinition, Walk } from "./stream.ts";
import type { SyncRun } from "./sync-run.ts";
import { TimelineProgress, type ReadBefore, type Span } from "./progress/timeline-progress.ts";

/** So many things that fail alike, one after the other and with nothing between them, are a failure of everything. */
const fewestForBlackout = 3;

/** The stream that a part is of. */
export interface OpenStream<Chunk> {
  readonly definition: StreamDefinition<Chunk>;
  readonly selection: StreamSelection;
  readonly readChunk: ChunkReader<Chunk>;
}

/** One stream of one account, on its way through a walk. */
export class StreamPart<Chunk> implements ReadRange {
  readonly #stream: OpenStream<Chunk>;
  readonly #run: SyncRun;
  readonly #account: InstagramAccount;
  readonly #chapter: Chapter;
  /** Every selected column as null, for those that a row does not have. */
  readonly #nulls: JsonObject;
  readonly startMs: number | undefined;
  readonly #days: DayProgress | undefined;
  readonly #timeline: TimelineProgress | undefined;
  readonly #bookmark: NewestBookmark | undefined;
  #failure: Error | undefined;
  /** Instants of the chunk's objects that did not come, and may come in a later run. */
  #canStillCome: string[] = [];
  readonly #doubtful = new DoubtfulInstants();
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
    const names = Object.keys(definition.columns).filter((name) => isSelected(selection.columns, name));
    this.#nulls = Object.fromEntries(names.map((name) => [name, null]));
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
    // A trial reads a part of everything: it may not say that anything is read up to somewhere.
    if (run.sample) return;
    if (order === "days") this.#days = new DayProgress(run, position, this.#chapter, run.nowMs);
    else if (isIncremental) this.#bookmark = new NewestBookmark(run, position, run.nowMs);
    if (order === "newest-first") this.#timeline = new TimelineProgress(run, position, run.nowMs);
    if (this.readBefore) this.#bookmark?.delivered(this.readBefore.from);
  }

  get request(): Partial<FieldRequest> {
    return this.#stream.definition.request?.(this.#stream.selection.columns) ?? {};
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** Days before the bookmark that are to be asked again. */
  get missingDays(): readonly DayRange[] {
    return this.#days?.missingDays ?? [];
  }

  /** What a walk that was cut has read before. */
  get readBefore(): ReadBefore | undefined {
    return this.#timeline?.earlier;
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
    this.#canStillCome = [];
    await this.#within(() => this.#write(reading));
    if (!hadFailed) this.#timeline?.readChunk(span, this.#canStillCome, this.hasFailed);
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
    more,
  }: Reading): Promise<void> {
    // A trial does not read on, and what it did not ask for is not missing.
    const isCutShort = more !== undefined && this.#run.sample !== undefined;
    const ofDays = days && this.#days?.take(days, metricsOfDays);
    let written = 0;
    for (const row of rows) {
      const at = row[this.#stream.definition.replicationKey ?? ""];
      if (typeof at === "string") {
        if (!(ofDays ? ofDays.has(at) : this.includes(at))) continue;
        this.#bookmark?.delivered(at);
      }
      written += 1;
      await this.#run.record(this.#stream.selection, { ...this.#nulls, ...row });
    }
    this.#written += written;
    const things = lacks.filter(({ thing }) => thing.kind !== "metric");
    if (days) this.#days?.store();
    else {
      const told = (delivered ?? written) + things.length;
      this.#chapter.expect(isCutShort ? told : (expected ?? told));
      this.#chapter.deliver(delivered ?? written);
    }
    this.#chapter.deliverMetrics(metrics);
    const lacking = this.#doubtful.take(metrics);
    for (const at of lacking) this.#bookmark?.canStillCome(at, true);
    this.#timeline?.reopen(lacking);
    for (const lack of lacks) this.#lack(lack);
    for (const error of [failure, allFailed]) if (error && endsRun(error)) throw error;
    if (failure) this.fail(failure);
    else if (allFailed && (days?.length ?? things.length) >= this.#enoughToStop) this.fail(allFailed);
    else if (more && !isCutShort) await this.#writeMore(more);
  }

  /** See {@link WalkRequest.remember}. */
  remember(memory: JsonObject): void {
    if (this.#bookmark) this.#run.remember(this.#position, memory);
  }

  /** Something that the walk could not bring, while the rest of it came. */
  lost({ id, field, error }: LostFromList, kind: ThingKind): void {
    if (field === undefined || !error) {
      const thing = { kind, id } as const;
      const lack: Lack = error ? missingOf(thing, error) : { thing, reason: "empty-answer" };
      this.#chapter.expect(1);
      this.#lack(lack);
      if (reasons[lack.reason].help === "later" || !error) this.#stay();
      return;
    }
    const { fields = [], childFields = [] } = this.request;
    if (![...fields, ...childFields].includes(field)) return;
    // The object has a record: what lacks is one of its columns.
    const lack = missingOf({ kind: "metric", id, metric: field }, error);
    this.#lack(reasons[lack.reason].help === "later" ? lack : { ...lack, reason: "refused-alone" });
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
    this.#days?.close();
    const lack = end && !this.#failure ? lackOfList(end, this.startMs === undefined) : undefined;
    if (lack) {
      this.#chapter.expect(1);
      this.#lack(lack);
    }
    this.#chapter.isReplaceable = !this.#failure && !lack && this.readBefore === undefined;
    book.close(this.#chapter, (chapter) => {
      if (this.#days?.isWithoutFigures && chapter.counts.missing === 0) report.withoutFigures(chapter);
      if (!this.#failure) report.streamCompleted(chapter, this.#written);
    });
    if (this.#failure) {
      this.#timeline?.end(reasons[lackOfRest(this.#failure).reason].help === "later" ? "passing" : "lasting");
      return;
    }
    this.#bookmark?.move(this.#chapter.lacks.some(({ reason }) => reason === "stays-empty"));
    this.#timeline?.end(lack && reasons[lack.reason].help === "later" ? "passing" : "whole");
  }

  /** Something may still come, and nothing tells of when it is: what is not read yet is read again. */
  #stay(): void {
    this.#bookmark?.stay();
    this.#timeline?.stay();
  }

  #lack(lack: Lack): void {
    this.#chapter.lack(lack);
    const { ending, help } = reasons[lack.reason];
    const at = lack.thing.publishedAt;
    if (at === undefined || (ending !== "pending" && help !== "later")) return;
    if (lack.reason === "empty-figure" && !this.#chapter.hasFigures(lack.thing))
      this.#doubtful.add(lack.thing, at);
    else {
      this.#bookmark?.canStillCome(at, isAnsweredEmpty(lack));
      this.#canStillCome.push(at);
    }
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

/** An old object of which nothing else is wrong may be so for good. */
function isAnsweredEmpty({ reason }: Lack): boolean {
  return reason === "empty-answer" || reason === "empty-figure";
}

/** What is left of a list when it fails. Whatever the reason, it is missing. */
function lackOfRest(error: Error): Lack {
  const thing = { kind: "list" } as const;
  if (!(error instanceof GraphError)) return { thing, reason: "failed", refusal: { message: error.message } };
  return missingOf(thing, error);
}
