import type { JsonObject } from "@tap-instagram/singer";
import type { BookmarkPosition, Sink } from "../sink.ts";

/** The part of a timeline that earlier runs have read of a walk that was cut. */
export interface ReadInterval {
  /** The newest instant that was read. */
  readonly from: string;
  /** The oldest instant up to which everything was read, from `from` on. */
  readonly backTo: string;
}

/** The newest and the oldest instant of a chunk. */
export interface Span {
  readonly newest: string;
  readonly oldest: string;
}

/**
 * Remembers how far back a walk from new to old has come that reads everything. When it is cut, the next run reads what
 * is new, then goes on from there: an account with more posts than its daily quota is complete after some days.
 */
export class TimelineProgress {
  readonly #sink: Pick<Sink, "remember">;
  readonly #position: BookmarkPosition;
  /** What the run before has read, when it was cut. */
  readonly earlier: ReadInterval | undefined;
  #own: ReadInterval | undefined;

  constructor(sink: Pick<Sink, "memory" | "remember">, position: BookmarkPosition) {
    this.#sink = sink;
    this.#position = position;
    this.earlier = intervalIn(sink.memory(position));
  }

  /** Everything within the span is read, from the newest post of the walk on. */
  readSpan({ newest, oldest }: Span): void {
    const from = this.#own && this.#own.from > newest ? this.#own.from : newest;
    const backTo = this.#own && this.#own.backTo < oldest ? this.#own.backTo : oldest;
    this.#own = { from, backTo };
    const { earlier } = this;
    // The new part is not joined to the old one yet: only the old one is sure.
    if (earlier && backTo > earlier.from) return;
    const joined = earlier && earlier.backTo < backTo ? { from, backTo: earlier.backTo } : { from, backTo };
    this.#sink.remember(this.#position, { read_from: joined.from, read_back_to: joined.backTo });
  }

  /** The walk is whole: the next run reads everything anew. */
  forget(): void {
    this.#sink.remember(this.#position, {});
  }
}

function intervalIn(memory: JsonObject): ReadInterval | undefined {
  const { read_from: from, read_back_to: backTo } = memory;
  if (typeof from !== "string" || typeof backTo !== "string") return undefined;
  if (Number.isNaN(Date.parse(from)) || Number.isNaN(Date.parse(backTo))) return undefined;
  return from < backTo ? undefined : { from, backTo };
}
