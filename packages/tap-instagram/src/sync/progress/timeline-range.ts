import type { ReadBefore, Span } from "./timeline-progress.ts";

/** So many instants of which something did not come are kept. With more, the range ends before the next one. */
export const mostMissing = 50;

/** The part of a timeline that one run has read, from its newest post backwards without a gap. */
export class TimelineRange {
  #from: string | undefined;
  #backTo = "";
  readonly #missingAt: string[] = [];
  #isClosed = false;

  get read(): ReadBefore | undefined {
    return this.#from === undefined
      ? undefined
      : { from: this.#from, backTo: this.#backTo, missingAt: this.#missingAt };
  }

  /** Something of an object that was read turned out only now to be lacking. */
  reopen(instants: readonly string[]): void {
    for (const at of newestFirst(instants)) {
      if (this.#from === undefined || at < this.#backTo || this.#missingAt.includes(at)) continue;
      if (this.#missingAt.length < mostMissing) this.#missingAt.push(at);
      else {
        this.#isClosed = true;
        this.#backTo = at;
      }
    }
  }

  /** Everything within the span was asked for, and all came but what is of these instants. */
  extend(span: Span | undefined, canStillCome: readonly string[]): void {
    if (!span || this.#isClosed) return;
    for (const at of newestFirst(canStillCome)) {
      if (this.#missingAt.includes(at)) continue;
      if (this.#missingAt.length >= mostMissing) return this.#close(span, at);
      this.#missingAt.push(at);
    }
    this.#reach(span, span.oldest);
  }

  /** The walk ended in the middle of the span. What did not come of it is read anew by the next run. */
  cut(span: Span | undefined, canStillCome: readonly string[]): void {
    const [newest] = newestFirst(canStillCome);
    if (span && newest !== undefined && !this.#isClosed) this.#close(span, newest);
    this.#isClosed = true;
  }

  /** Its ends are read again by the next run, because a second may hold several posts. */
  #close(span: Span, at: string): void {
    this.#isClosed = true;
    this.#reach(span, at > span.newest ? span.newest : at);
  }

  #reach({ newest }: Span, oldest: string): void {
    this.#from = this.#from === undefined || newest > this.#from ? newest : this.#from;
    this.#backTo = this.#backTo === "" || oldest < this.#backTo ? oldest : this.#backTo;
  }
}

function newestFirst(instants: readonly string[]): string[] {
  return [...new Set(instants)].toSorted().toReversed();
}
