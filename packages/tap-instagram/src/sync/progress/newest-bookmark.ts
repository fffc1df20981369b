import { utcTimestampOf } from "@tap-instagram/core";
import type { BookmarkPosition, Sink } from "../sink.ts";

/** An object that is older, and alone in having no figure, most likely never has one. */
const emptyForGoodMs = 7 * 24 * 60 * 60_000;

/**
 * Moves the bookmark of an incremental stream at the end of its walk: to the newest record, and never beyond an object
 * that can still come.
 */
export class NewestBookmark {
  readonly #sink: Pick<Sink, "bookmarkMoved">;
  readonly #position: BookmarkPosition;
  readonly #nowMs: number;
  #newest: string | undefined;
  #oldestOpen: string | undefined;
  #oldestEmpty: string | undefined;
  #canMove = true;

  constructor(sink: Pick<Sink, "bookmarkMoved">, position: BookmarkPosition, nowMs: number) {
    this.#sink = sink;
    this.#position = position;
    this.#nowMs = nowMs;
  }

  delivered(instant: string): void {
    if (this.#newest === undefined || instant > this.#newest) this.#newest = instant;
  }

  /** An object of this instant did not come, and still may. `isEmpty`: the API answered without a figure. */
  canStillCome(instant: string, isEmpty: boolean): void {
    const isOld = Date.parse(instant) < this.#nowMs - emptyForGoodMs;
    if (isEmpty && isOld) this.#oldestEmpty = earlier(this.#oldestEmpty, instant);
    else this.#oldestOpen = earlier(this.#oldestOpen, instant);
  }

  /** Something that may still come has no instant that is known. */
  stay(): void {
    this.#canMove = false;
  }

  /** @param areEmptyMissing Whether so many objects are empty that it is not for their own sake. */
  move(areEmptyMissing: boolean): void {
    if (!this.#canMove || this.#newest === undefined) return;
    const open = areEmptyMissing ? earlier(this.#oldestOpen, this.#oldestEmpty) : this.#oldestOpen;
    // A post of tomorrow would let the next run pass over those of today.
    const newest = earlier(this.#newest, utcTimestampOf(this.#nowMs));
    this.#sink.bookmarkMoved(this.#position, earlier(newest, open));
  }
}

function earlier(a: string, b: string | undefined): string;
function earlier(a: string | undefined, b: string): string;
function earlier(a: string | undefined, b: string | undefined): string | undefined;
function earlier(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
