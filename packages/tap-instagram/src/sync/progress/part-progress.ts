import type { JsonObject } from "@tap-instagram/singer";
import type { Chapter } from "../../book/chapter.ts";
import type { DayAnswer } from "../../book/days/day-answer.ts";
import type { DayRange } from "../../book/days/day-range.ts";
import { reasons } from "../../book/reasons.ts";
import type { Lack } from "../../book/thing.ts";
import type { Reading } from "../reading.ts";
import type { BookmarkPosition } from "../sink.ts";
import type { Walk } from "../stream.ts";
import type { SyncRun } from "../sync-run.ts";
import { DayProgress } from "./day-progress.ts";
import { DoubtfulInstants } from "./doubtful-instants.ts";
import { NewestBookmark } from "./newest-bookmark.ts";
import { OwedInstants } from "./owed-instants.ts";
import { TimelineProgress, type ReadBefore, type Span } from "./timeline-progress.ts";

/** What a stream of an account is read for. */
export interface PartProgressOptions {
  readonly position: BookmarkPosition;
  readonly chapter: Chapter;
  readonly order: Walk<unknown>["order"];
  readonly isIncremental: boolean;
  /** Whether the day of the last run that read everything is kept. */
  readonly remembersRuns: boolean;
}

/** How far a stream of an account is read: its bookmark, the days to ask again, and what a walk that was cut has read. */
export class PartProgress {
  readonly #run: SyncRun;
  readonly #position: BookmarkPosition;
  readonly #chapter: Chapter;
  readonly #days: DayProgress | undefined;
  readonly #timeline: TimelineProgress | undefined;
  readonly #bookmark: NewestBookmark | undefined;
  /** Instants of the chunk's objects that did not come, and may come in a later run. */
  #canStillCome: string[] = [];
  readonly #doubtful = new DoubtfulInstants();
  readonly #owed = new OwedInstants();

  constructor(run: SyncRun, { position, chapter, order, isIncremental, remembersRuns }: PartProgressOptions) {
    this.#run = run;
    this.#position = position;
    this.#chapter = chapter;
    // A trial reads a part of everything: it may not say that anything is read up to somewhere.
    if (run.sample) return;
    if (order === "days") this.#days = new DayProgress(run, position, chapter, run.nowMs);
    else if (isIncremental) this.#bookmark = new NewestBookmark(run, position, run.nowMs);
    if (order === "newest-first")
      this.#timeline = new TimelineProgress(run, position, run.nowMs, remembersRuns);
    if (this.readBefore) this.#bookmark?.delivered(this.readBefore.from);
  }

  /** Days before the bookmark that are to be asked again. */
  get missingDays(): readonly DayRange[] {
    return this.#days?.missingDays ?? [];
  }

  /** What a walk that was cut has read before. */
  get readBefore(): ReadBefore | undefined {
    return this.#timeline?.earlier;
  }

  /** When the last run that read everything began, to the day. */
  get lastWholeMs(): number | undefined {
    return this.#timeline?.lastWholeMs;
  }

  /** Whether the last run should have read an object of this instant, and could not. */
  isOwed(instant: string): boolean {
    return this.#timeline?.owed.includes(instant) ?? false;
  }

  /** Whether an earlier run read others, and could not read an object of this instant. */
  hasLacked(instant: string | undefined): boolean {
    if (instant === undefined) return false;
    return this.isOwed(instant) || this.readBefore?.missingAt.includes(instant) === true;
  }

  /** Whether the account has no figure of any day, in this run and before. */
  get isWithoutFigures(): boolean {
    return this.#days?.isWithoutFigures ?? false;
  }

  /** See {@link WalkRequest.remember}. */
  remember(memory: JsonObject): void {
    if (!this.#run.sample) this.#run.remember(this.#position, memory);
  }

  chunkBegins(): void {
    this.#canStillCome = [];
  }

  /** The records of a chunk are written, or the stream has failed in it. */
  chunkEnds(span: Span | undefined, hasFailed: boolean): void {
    this.#timeline?.readChunk(span, this.#canStillCome, hasFailed);
  }

  /** Books days. Gives the `end_time` of those that have records to write. */
  takeDays(
    days: readonly DayAnswer[],
    metrics: NonNullable<Reading["metricsOfDays"]>,
  ): ReadonlySet<string> | undefined {
    return this.#days?.take(days, metrics);
  }

  /** The records of the days that were taken are written. */
  storeDays(): void {
    this.#days?.store();
  }

  /** A record of this instant is on its way. */
  delivered(at: string): void {
    this.#bookmark?.delivered(at);
  }

  /** Metrics came: objects that lacked one of them may still get it. */
  metricsCame(metrics: NonNullable<Reading["metrics"]>): void {
    const lacking = this.#doubtful.take(metrics);
    for (const at of lacking) this.#bookmark?.canStillCome(at, true);
    this.#timeline?.reopen(lacking);
  }

  /** Something lacks, and the book has it: where it can still come, a bookmark waits for it. */
  lacks(lack: Lack): void {
    const { ending, help } = reasons[lack.reason];
    const at = lack.thing.publishedAt;
    if (at === undefined) return;
    this.#owed.add(lack, at);
    // With a new token or permission it comes: a walk that goes on asks for it, and no bookmark waits for a person.
    if (help === "act") this.#canStillCome.push(at);
    if (ending !== "pending" && help !== "later") return;
    if (lack.reason === "empty-figure" && !this.#chapter.hasFigures(lack.thing))
      this.#doubtful.add(lack.thing, at);
    else {
      this.#bookmark?.canStillCome(at, isAnsweredEmpty(lack));
      this.#canStillCome.push(at);
    }
  }

  /** Something may still come, and nothing tells of when it is: what is not read yet is read again. */
  stay(): void {
    this.#bookmark?.stay();
    this.#timeline?.stay();
    this.#owed.addUnknown();
  }

  /** No further day comes. */
  closeDays(): void {
    this.#days?.close();
  }

  /** The walk came to its end; `lack` is what its list ended too early for. */
  ended(lack: Lack | undefined): void {
    this.#bookmark?.move(this.#chapter.lacks.some(({ reason }) => reason === "stays-empty"));
    const left = new Set(this.#chapter.lacks.map(({ reason }) => reason));
    this.#timeline?.end(
      lack && reasons[lack.reason].help === "later" ? "passing" : "whole",
      this.#owed.owed(left),
    );
  }

  /** The stream failed, for this reason. */
  failed({ reason }: Lack): void {
    this.#timeline?.end(reasons[reason].help === "later" ? "passing" : "lasting", undefined);
  }
}

/** An old object of which nothing else is wrong may be so for good. */
function isAnsweredEmpty({ reason }: Lack): boolean {
  return reason === "empty-answer" || reason === "empty-figure";
}
