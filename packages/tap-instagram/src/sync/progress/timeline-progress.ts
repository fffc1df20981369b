import { utcTimestampOf } from "@tap-instagram/core";
import type { JsonObject } from "@tap-instagram/singer";
import type { BookmarkPosition, Sink } from "../sink.ts";
import { mostMissing, TimelineRange } from "./timeline-range.ts";

/** What earlier runs have read of a timeline whose walk was cut. All instants are RFC 3339 date-times in UTC. */
export interface ReadBefore {
  /** The newest instant that was read. */
  readonly from: string;
  /** The oldest instant: everything from `from` back to it was read, but for `missingAt`. */
  readonly backTo: string;
  /** Instants between the two of which something did not come. They are read again. */
  readonly missingAt: readonly string[];
}

/** The newest and the oldest instant of a chunk. */
export interface Span {
  readonly newest: string;
  readonly oldest: string;
}

/** How the walk over a timeline ended: at its end, by a failure that may pass, or by one that does not pass by itself. */
export type TimelineEnd = "whole" | "passing" | "lasting";

/** A memory that gets no further for so long is dropped, or the figures of the posts in it would never be read again. */
const longestStandstillMs = 3 * 24 * 60 * 60_000;

/**
 * Remembers how far back a walk from new to old has come. When it is cut, the next run reads what is new, then goes on
 * from there: an account with more posts than its daily quota is complete after some days.
 */
export class TimelineProgress {
  readonly #sink: Pick<Sink, "remember">;
  readonly #position: BookmarkPosition;
  readonly #nowMs: number;
  /** What the runs before have read, when they were cut. */
  readonly earlier: ReadBefore | undefined;
  /** The date of the run that got as far as `earlier`: `2026-11-29`. */
  readonly #earlierDate: string | undefined;
  /** For streams that keep it: the day of the last run that read everything. */
  readonly #wholeOn: string | undefined;
  /** The day on which the walk began that is not whole yet: days before it are done with once it is. */
  readonly #begunOn: string;
  readonly #remembersRuns: boolean;
  /** For streams that keep it: instants of objects that the last run should have read, and could not. */
  readonly owed: readonly string[];
  readonly #own = new TimelineRange();
  #hasAdvanced = false;

  constructor(
    sink: Pick<Sink, "memory" | "remember">,
    position: BookmarkPosition,
    nowMs: number,
    remembersRuns = false,
  ) {
    this.#sink = sink;
    this.#position = position;
    this.#nowMs = nowMs;
    const memory = sink.memory(position);
    this.earlier = readBeforeIn(memory, nowMs);
    this.#earlierDate = dateIn(memory["read_on"]);
    this.#remembersRuns = remembersRuns;
    this.#wholeOn = dateIn(memory["whole_on"]);
    this.owed = remembersRuns ? instantsIn(memory["owed_at"]) : [];
    const begunOn = this.earlier && (dateIn(memory["begun_on"]) ?? this.#earlierDate);
    this.#begunOn = begunOn ?? utcTimestampOf(nowMs).slice(0, 10);
  }

  /** When the last run that read everything began, to the day, in milliseconds since the epoch. */
  get lastWholeMs(): number | undefined {
    return this.#wholeOn === undefined ? undefined : Date.parse(this.#wholeOn);
  }

  /**
   * A chunk is written, from the newest post of the walk on.
   *
   * @param canStillCome Instants of its objects that did not come, and may come in a later run.
   * @param isCut Whether the walk ends with this chunk, before its end.
   */
  readChunk(span: Span | undefined, canStillCome: readonly string[], isCut: boolean): void {
    if (isCut) this.#own.cut(span, canStillCome);
    else this.#own.extend(span, canStillCome);
    const read = this.#joined();
    if (!read) return;
    const { from, backTo, missingAt } = read;
    this.#hasAdvanced = this.earlier === undefined || backTo < this.earlier.backTo;
    const today = utcTimestampOf(this.#nowMs).slice(0, 10);
    this.#sink.remember(this.#position, {
      read_from: from,
      read_back_to: backTo,
      read_on: this.#hasAdvanced ? today : (this.#earlierDate ?? today),
      ...(missingAt.length > 0 ? { missing_at: [...missingAt] } : {}),
      ...(this.#remembersRuns ? { begun_on: this.#begunOn } : {}),
      ...this.#runIn(this.#wholeOn, this.owed),
    });
  }

  /** Instants of objects that were read, of which it turns out only now that something may still come. */
  reopen(instants: readonly string[]): void {
    this.#own.reopen(instants);
  }

  /** Something that may still come has no instant that is known: from here on nothing counts as read. */
  stay(): void {
    this.#own.cut(undefined, []);
  }

  /**
   * The walk has ended. The next run reads everything anew where this one is whole, where the failure stays until a
   * person acts, and where one and the same failure has kept the walk from advancing for days.
   *
   * @param owed Instants of objects that this run should have read, and could not; `undefined` where they are too many.
   */
  end(how: TimelineEnd, owed: readonly string[] | undefined): void {
    if (how === "passing" && !this.#standsStill) return;
    const isWhole = how === "whole" && owed !== undefined;
    this.#sink.remember(
      this.#position,
      isWhole ? this.#runIn(this.#begunOn, owed) : this.#runIn(this.#wholeOn, this.owed),
    );
  }

  #runIn(day: string | undefined, owed: readonly string[]): JsonObject {
    if (!this.#remembersRuns || day === undefined) return {};
    return { whole_on: day, ...(owed.length > 0 ? { owed_at: [...owed] } : {}) };
  }

  get #standsStill(): boolean {
    if (!this.earlier || this.#hasAdvanced) return false;
    return Date.parse(this.#earlierDate ?? "1970-01-01") < this.#nowMs - longestStandstillMs;
  }

  /** What this run and the runs before have read, as one range; `undefined` while the two are not joined. */
  #joined(): ReadBefore | undefined {
    const own = this.#own.read;
    const { earlier } = this;
    if (!own || !earlier) return own;
    if (own.backTo > earlier.from) return undefined;
    const from = own.from > earlier.from ? own.from : earlier.from;
    // Before the walk goes on below the earlier range, it asks again for what was missing within it.
    if (own.backTo < earlier.backTo) return { ...own, from };
    const missingAt = [...new Set([...own.missingAt, ...earlier.missingAt])];
    return missingAt.length > 2 * mostMissing ? undefined : { from, backTo: earlier.backTo, missingAt };
  }
}

/** What a state says; `undefined` where it says nothing that can be used. */
function readBeforeIn(memory: JsonObject, nowMs: number): ReadBefore | undefined {
  const [from, backTo] = [instantIn(memory["read_from"]), instantIn(memory["read_back_to"])];
  if (from === undefined || backTo === undefined) return undefined;
  if (from < backTo || from > utcTimestampOf(nowMs)) return undefined;
  const missingAt = instantsIn(memory["missing_at"]);
  if (missingAt.length > 2 * mostMissing) return undefined;
  return { from, backTo, missingAt: missingAt.filter((at) => at < from && at > backTo) };
}

function instantsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((at) => instantIn(at) ?? []) : [];
}

/** A date: `2026-11-29`. */
function dateIn(value: unknown): string | undefined {
  return instantIn(value)?.slice(0, 10);
}

/** An instant in the one form in which texts compare like times. */
function instantIn(value: unknown): string | undefined {
  const ms = typeof value === "string" ? Date.parse(value) : NaN;
  return Number.isNaN(ms) ? undefined : utcTimestampOf(ms);
}
