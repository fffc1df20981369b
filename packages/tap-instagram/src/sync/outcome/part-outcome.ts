import type { Chapter } from "../../book/chapter.ts";
import { reasons } from "../../book/reasons.ts";
import type { Lack, ThingKind } from "../../book/thing.ts";
import { lackOfList, type ListEnd } from "../list-end.ts";
import type { PartProgress } from "../progress/part-progress.ts";
import type { Reading } from "../reading.ts";
import type { FieldRequest, LostFromList } from "../stream.ts";
import type { SyncRun } from "../sync-run.ts";
import { lackOfField, lackOfObject, lackOfRest } from "./lacks-of-lists.ts";

/** So many things that fail alike, one after the other and with nothing between them, are a failure of everything. */
const fewestForBlackout = 3;

/** What becomes of a stream of an account: the book is told of it, and the progress waits for what may still come. */
export class PartOutcome {
  readonly #run: SyncRun;
  readonly #chapter: Chapter;
  readonly #progress: PartProgress;
  #failure: Error | undefined;

  constructor(run: SyncRun, chapter: Chapter, progress: PartProgress) {
    this.#run = run;
    this.#chapter = chapter;
    this.#progress = progress;
  }

  /** Why the stream could not go on for this account. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** The rows of a reading are written. `isCutShort`: a trial does not read the rest, which is not missing then. */
  take(reading: Reading, written: number, isCutShort: boolean): void {
    const { expected, delivered = written, lacks = [], metrics = [], days } = reading;
    if (days) this.#progress.storeDays();
    else {
      const told = delivered + thingsOf(reading);
      this.#chapter.expect(isCutShort ? told : (expected ?? told));
      this.#chapter.deliver(delivered);
    }
    this.#chapter.deliverMetrics(metrics);
    this.#progress.metricsCame(metrics);
    for (const lack of lacks) this.#lack(lack);
  }

  /** Whether a reading of which everything failed alike says enough. A few failures are of their own things, as long as others came. */
  isEnoughToStop(reading: Reading): boolean {
    const enough = this.#chapter.counts.delivered > 0 ? fewestForBlackout : 1;
    return (reading.days?.length ?? thingsOf(reading)) >= enough;
  }

  /** Something that the walk could not bring, while the rest of it came. */
  lost(lost: LostFromList, kind: ThingKind, asked: Partial<FieldRequest>): void {
    const { id, field, error } = lost;
    if (field === undefined || !error) {
      const lack = lackOfObject(lost, kind);
      this.#chapter.expect(1);
      this.#lack(lack);
      if (reasons[lack.reason].help === "later" || !error) this.#progress.stay();
      return;
    }
    const { fields = [], childFields = [] } = asked;
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

  /** The walk has come to its end, or the stream has failed. */
  complete(
    end: ListEnd | undefined,
    { isFromStart, written }: { isFromStart: boolean; written: number },
  ): void {
    const { book, report } = this.#run;
    const failure = this.#failure;
    this.#progress.closeDays();
    const lack = end && !failure ? lackOfList(end, isFromStart) : undefined;
    if (lack) {
      this.#chapter.expect(1);
      this.#lack(lack);
    }
    this.#chapter.isReplaceable = !failure && !lack && this.#progress.readBefore === undefined;
    book.close(this.#chapter, (chapter) => {
      report.accounts.streamEnded(chapter.account, written, !failure && chapter.counts.missing === 0);
      if (this.#progress.isWithoutFigures && chapter.counts.missing === 0) report.withoutFigures(chapter);
      if (!failure) report.streamCompleted(chapter, written);
    });
    if (failure) this.#progress.failed(lackOfRest(failure));
    else this.#progress.ended(lack);
  }

  #lack(lack: Lack): void {
    this.#chapter.lack({ ...lack, isAgain: this.#progress.hasLacked(lack.thing.publishedAt) });
    this.#progress.lacks(lack);
  }
}

/** Metrics count beside what was expected. */
function thingsOf({ lacks = [] }: Reading): number {
  return lacks.filter(({ thing }) => thing.kind !== "metric").length;
}
