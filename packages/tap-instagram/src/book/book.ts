import { Chapter, type Counts, type LackGroup } from "./chapter.ts";

/** What a run says of one stream over all accounts. */
export interface StreamTotals {
  readonly stream: string;
  readonly counts: Counts;
  readonly lacks: readonly LackGroup[];
}

/**
 * What a run expects, and what becomes of each thing. Everything that is said of completeness comes from here: how far
 * a bookmark moves, the exit code, the summary, whether a version is activated, the report, `sync_events`.
 */
export class Book {
  /** The accounts that the run should see. */
  readonly accounts: Chapter = new Chapter("accounts", "");
  readonly #chapters: Chapter[] = [];

  /** Opens the chapter of one stream of one account. The caller closes it when the stream ends, in whatever way. */
  open(stream: string, account: string): Chapter {
    const chapter = new Chapter(stream, account);
    this.#chapters.push(chapter);
    return chapter;
  }

  get chapters(): readonly Chapter[] {
    return this.#chapters;
  }

  /** The sums per stream, in the order in which streams were opened. */
  totals(): StreamTotals[] {
    const streams = [...new Set(this.#chapters.map(({ stream }) => stream))];
    return streams.map((stream) => {
      const chapters = this.#chapters.filter((chapter) => chapter.stream === stream);
      return { stream, counts: sumOf(chapters.map(({ counts }) => counts)), lacks: merged(chapters) };
    });
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

function merged(chapters: readonly Chapter[]): LackGroup[] {
  const groups = new Map<LackGroup["reason"], LackGroup>();
  for (const { reason, count, details } of chapters.flatMap(({ lacks }) => lacks)) {
    const before = groups.get(reason) ?? { reason, count: 0, details: [] };
    groups.set(reason, { reason, count: before.count + count, details: [...before.details, ...details] });
  }
  return [...groups.values()];
}
