import type { BookmarkPosition, Sink } from "../sink.ts";

/**
 * Moves the bookmark of an incremental stream at the end of its walk: to the newest record, and never beyond an object
 * that can still come.
 */
export class NewestBookmark {
  readonly #sink: Pick<Sink, "bookmarkMoved">;
  readonly #position: BookmarkPosition;
  #newest: string | undefined;
  #oldestOpen: string | undefined;

  constructor(sink: Pick<Sink, "bookmarkMoved">, position: BookmarkPosition) {
    this.#sink = sink;
    this.#position = position;
  }

  delivered(instant: string): void {
    if (this.#newest === undefined || instant > this.#newest) this.#newest = instant;
  }

  /** An object of this instant did not come, and still may. */
  canStillCome(instant: string): void {
    if (this.#oldestOpen === undefined || instant < this.#oldestOpen) this.#oldestOpen = instant;
  }

  move(): void {
    const { [0]: upTo } = [this.#newest, this.#oldestOpen].filter((at) => at !== undefined).toSorted();
    if (this.#newest !== undefined && upTo !== undefined) this.#sink.bookmarkMoved(this.#position, upTo);
  }
}
