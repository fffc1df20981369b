import type { DayStatus } from "@tap-instagram/core";
import { reasons, type Reason } from "./reasons.ts";
import type { Refusal } from "./thing.ts";

/** Days with consecutive ends that earlier runs could not read, as they stand in a state. */
export interface DayRange {
  /** `end_time` of the first day: `2026-03-02T08:00:00Z`. */
  readonly from: string;
  /** `end_time` of the last day. */
  readonly to: string;
  /** The date on which a run first noticed it: `2026-11-29`. */
  readonly since: string;
  /** True for days before the first figure, which the API answered without a number. The next run looks once more. */
  readonly isLeading?: boolean | undefined;
}

/** One day, and what the API said of it. */
export interface DayAnswer {
  /** The day's `end_time`, as `2026-07-02T07:00:00Z`. */
  readonly endTime: string;
  readonly status: DayStatus;
  /** Why it failed, and what the API said, where it refused the day or did not answer. */
  readonly reason?: Reason | undefined;
  readonly refusal?: Refusal | undefined;
}

/** How a day ends: delivered, or not for a reason. */
export type DayEnding = "delivered" | Reason;

/** What a state says of the days of an account. */
export interface DayMemory {
  readonly bookmark: string | undefined;
  readonly missingDays: readonly DayRange[];
}

/** So many ranges of unread days stay in a state. Where there are more, the bookmark waits before them. */
const maxRanges = 50;

/** The API's delay is 48 hours at most; a day more, because a day ends at midnight in California. */
const delayMs = 72 * 60 * 60_000;

/** A day that is empty for so long after it was first noticed stays empty. */
const settlesAfterMs = 7 * 24 * 60 * 60_000;

/**
 * Decides how far the days of an account are read: where the bookmark goes, and which days before it the next run asks
 * again. Days are taken in order of time: first the remembered ones, then those from the bookmark on.
 */
export class DayLedger {
  readonly #nowMs: number;
  readonly #prior: DayMemory;
  readonly #ranges: DayRange[] = [];
  #bookmark: string | undefined;
  #lastTaken = "";
  /** True while the next day extends the last range. */
  #isRangeOpen = false;
  /** True once a day came that the next run asks again anyway: the bookmark stays before it. */
  #isBlocked = false;

  constructor(prior: DayMemory, nowMs: number) {
    this.#prior = prior;
    this.#nowMs = nowMs;
    this.#bookmark = prior.bookmark;
  }

  /** Takes the next day, and tells how it ends. */
  take({ endTime, status }: DayAnswer): DayEnding {
    const remembered = this.#prior.missingDays.find(({ from, to }) => from <= endTime && endTime <= to);
    const ending = this.#endingOf(endTime, status, remembered);
    const canStillCome =
      ending === "failed" || ending === "fresh" || (status === "partly" && this.#isYoung(endTime));
    const isLacking =
      status === "partly" || (ending !== "delivered" && reasons[ending].ending !== "unavailable");
    if (canStillCome && !remembered) this.#isBlocked = true;
    if (isLacking && !this.#isBlocked)
      this.#remember({
        from: endTime,
        to: endTime,
        since: remembered?.since ?? new Date(this.#nowMs).toISOString().slice(0, 10),
        ...(ending === "maybe-before" || remembered?.isLeading ? { isLeading: true } : {}),
      });
    else this.#isRangeOpen = false;
    const isForward = this.#bookmark === undefined || endTime > this.#bookmark;
    if (ending === "delivered" && !this.#isBlocked && isForward) this.#bookmark = endTime;
    this.#lastTaken = endTime;
    return ending;
  }

  /** What the state keeps. It is right after every day that was taken. */
  get memory(): DayMemory {
    const bookmark = this.#bookmark;
    if (bookmark === undefined) return { bookmark, missingDays: [] };
    const untouched = this.#prior.missingDays
      .filter(({ to }) => to > this.#lastTaken)
      .map((range) => (range.from > this.#lastTaken ? range : { ...range, from: this.#lastTaken }));
    return { bookmark, missingDays: [...this.#ranges.filter(({ from }) => from <= bookmark), ...untouched] };
  }

  #endingOf(endTime: string, status: DayStatus, remembered: DayRange | undefined): DayEnding {
    if (status === "read" || status === "partly") return "delivered";
    if (status === "failed" || status === "refused") return status;
    if (status === "quiet") return "often-empty";
    const hasFigures = this.#bookmark !== undefined;
    if (remembered?.isLeading) return "before-first-figures";
    if (status === "zero" && !hasFigures) return "before-first-figures";
    if (this.#isYoung(endTime)) return "fresh";
    if (status === "zero") return "delivered";
    if (remembered && Date.parse(remembered.since) <= this.#nowMs - settlesAfterMs) return "no-data";
    return hasFigures ? "stays-empty" : "maybe-before";
  }

  #isYoung(endTime: string): boolean {
    return Date.parse(endTime) > this.#nowMs - delayMs;
  }

  #remember(range: DayRange): void {
    const last = this.#ranges.at(-1);
    const isAlike = last?.since === range.since && last.isLeading === range.isLeading;
    if (this.#isRangeOpen && isAlike) this.#ranges[this.#ranges.length - 1] = { ...last, to: range.to };
    else if (this.#ranges.length < maxRanges) this.#ranges.push(range);
    else this.#isBlocked = true;
    this.#isRangeOpen = !this.#isBlocked;
  }
}
