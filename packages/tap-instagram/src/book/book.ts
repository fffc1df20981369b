import { AbsentMetrics, type AbsentMetric } from "./absent-metrics.ts";
import { Chapter, type ChapterAccount, type Counts } from "./chapter.ts";
import { mostDetails } from "./lack-groups.ts";
import type { Reason } from "./reasons.ts";
import type { NoticedLack } from "./thing.ts";

/** One lack, and whose it is. */
export interface AccountLack extends NoticedLack {
  /** `undefined` for an account that is itself what lacks. */
  readonly account: ChapterAccount | undefined;
}

/**
 * The lacks of one reason of a stream, of all accounts: the first in full, and how many there are. Of many accounts no
 * more are kept in full than of one.
 */
export interface StreamLacks {
  readonly reason: Reason;
  readonly count: number;
  readonly details: readonly AccountLack[];
}

/** What a run says of one stream over all accounts. */
export interface StreamTotals {
  readonly stream: string;
  readonly counts: Counts;
  readonly lacks: readonly StreamLacks[];
}

/**
 * What a run expects, and what becomes of each thing. Everything that is said of completeness comes from here: how far
 * a bookmark moves, the exit code, the summary, whether a version is activated, the report, `sync_events`.
 */
export class Book {
  /** The accounts that the run should see. This chapter is of no stream. */
  readonly accounts: Chapter;
  readonly #now: () => number;
  readonly #chapters = new Map<string, Chapter[]>();
  /** One for all chapters of an account: of thousands of accounts, each has as many as there are streams. */
  readonly #owners = new Map<string, ChapterAccount>();
  readonly #absent = new Map<Chapter["stream"], AbsentMetrics>();
  readonly #details = new Map<Chapter["stream"], Map<Reason, AccountLack[]>>();

  /** @param now Milliseconds since the epoch. */
  constructor(now: () => number) {
    this.#now = now;
    this.accounts = new Chapter("", { id: "", name: "" }, now);
  }

  /** Opens the chapter of one stream of one account. It is closed when the stream ends, in whatever way. */
  open(stream: string, account: ChapterAccount): Chapter {
    const chapter = new Chapter(stream, this.#ownerOf(account), this.#now);
    const chapters = this.#chapters.get(stream) ?? [];
    this.#chapters.set(stream, chapters);
    chapters.push(chapter);
    return chapter;
  }

  /** Closes a chapter. It has its details while it is told of; then the book keeps the first of all chapters. */
  close(chapter: Chapter, tell: (chapter: Chapter) => void = () => undefined): void {
    chapter.close();
    tell(chapter);
    const account = chapter === this.accounts ? undefined : chapter.account;
    const ofStream = this.#details.get(chapter.stream) ?? new Map<Reason, AccountLack[]>();
    this.#details.set(chapter.stream, ofStream);
    for (const { reason, details } of chapter.lacks) {
      const kept = ofStream.get(reason) ?? [];
      ofStream.set(reason, kept);
      for (const lack of details) if (kept.length < mostDetails) kept.push({ ...lack, account });
    }
    this.#takeMetrics(chapter);
    chapter.forgetDetails();
  }

  #takeMetrics({ stream, metrics }: Chapter): void {
    if (metrics === undefined) return;
    const ofStream = this.#absent.get(stream) ?? new AbsentMetrics();
    this.#absent.set(stream, ofStream);
    ofStream.take(metrics);
  }

  /** Metrics of a stream that are due and that no thing of any account has. */
  absentMetricsOf(stream: string): readonly AbsentMetric[] {
    return this.#absent.get(stream)?.all ?? [];
  }

  get chapters(): readonly Chapter[] {
    return [...this.#chapters.values()].flat();
  }

  chaptersOf(stream: string): readonly Chapter[] {
    return this.#chapters.get(stream) ?? [];
  }

  /** The sums per stream, in the order in which streams were opened. */
  totals(): StreamTotals[] {
    return [...this.#chapters].map(([stream, chapters]) => this.#totalsOf(stream, chapters));
  }

  totalsOf(stream: string): StreamTotals {
    return this.#totalsOf(stream, this.chaptersOf(stream));
  }

  /** The same for the accounts that the run should see. */
  get totalsOfAccounts(): StreamTotals {
    return this.#totalsOf(this.accounts.stream, [this.accounts]);
  }

  #ownerOf(account: ChapterAccount): ChapterAccount {
    const known = this.#owners.get(account.id);
    if (known?.name === account.name) return known;
    this.#owners.set(account.id, account);
    return account;
  }

  #totalsOf(stream: string, chapters: readonly Chapter[]): StreamTotals {
    const counts = new Map<Reason, number>();
    for (const { reason, count } of chapters.flatMap(({ lacks }) => lacks))
      counts.set(reason, (counts.get(reason) ?? 0) + count);
    const details = this.#details.get(stream);
    const lacks = [...counts].map(([reason, count]) => ({
      reason,
      count,
      details: details?.get(reason) ?? [],
    }));
    return { stream, counts: sumOf(chapters.map((chapter) => chapter.counts)), lacks };
  }
}

function sumOf(all: readonly Counts[]): Counts {
  const sum = { expected: 0, delivered: 0, unavailable: 0, pending: 0, missing: 0 };
  for (const counts of all) {
    sum.expected += counts.expected;
    sum.delivered += counts.delivered;
    sum.unavailable += counts.unavailable;
    sum.pending += counts.pending;
    sum.missing += counts.missing;
  }
  return sum;
}
