import { reasons, type Reason } from "./reasons.ts";

/** Days with consecutive ends that earlier runs could not read, as they stand in a state. */
export interface DayRange {
  /** `end_time` of the first day: `2026-03-02T08:00:00Z`. */
  readonly from: string;
  /** `end_time` of the last day. */
  readonly to: string;
  /** The date on which a run first noticed it: `2026-11-29`. */
  readonly since: string;
}

/**
 * What the API said of one day. `zero`: every total is an explicit 0 and no series has a point. `partly`: some figures
 * came, and one that other days have is lacking. `refused`: refused for good while its neighbours are answered.
 * `failed`: not answered, like its neighbours.
 */
export type DayStatus = "read" | "partly" | "zero" | "empty" | "refused" | "failed";

/** One day, and what the API said of it. */
export interface DayAnswer {
  /** The day's `end_time`, as `2026-07-02T07:00:00Z`. */
  readonly endTime: string;
  readonly status: DayStatus;
}

/** How a day ends: delivered, for a reason not, or `undefined` while only later days can tell. */
export type DayEnding = "delivered" | Reason | undefined;

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
  readonly #leading: string[] = [];
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

  /** Takes the next day, and tells how it ends; `undefined` for a day that {@link close} ends. */
  take({ endTime, status }: DayAnswer): DayEnding {
    const remembered = this.#prior.missingDays.find(({ from, to }) => from <= endTime && endTime <= to);
    const ending = this.#endingOf(endTime, status, remembered);
    const canStillCome =
      ending === "failed" || ending === "fresh" || (status === "partly" && this.#isYoung(endTime));
    const isLacking = status === "partly" || (ending !== "delivered" && !isForGood(ending));
    if (canStillCome && !remembered) this.#isBlocked = true;
    if (isLacking && !this.#isBlocked) this.#remember(endTime, remembered?.since);
    else this.#isRangeOpen = false;
    if (
      ending === "delivered" &&
      !this.#isBlocked &&
      !(this.#bookmark !== undefined && endTime < this.#bookmark)
    )
      this.#bookmark = endTime;
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

  /**
   * Ends the empty days before the first figure. Where no figure ever came, the account has none. Otherwise the API has
   * figures of the account and did not say zero for these days: they are missing.
   */
  close(): { readonly endTimes: readonly string[]; readonly reason: "no-figures" | "stays-empty" } {
    return { endTimes: this.#leading, reason: this.#bookmark === undefined ? "no-figures" : "stays-empty" };
  }

  #endingOf(endTime: string, status: DayStatus, remembered: DayRange | undefined): DayEnding {
    if (status === "read" || status === "partly") return "delivered";
    if (status === "failed" || status === "refused") return status;
    const hasFigures = this.#bookmark !== undefined;
    if (status === "zero" && !hasFigures) return "before-first-figures";
    if (this.#isYoung(endTime)) return "fresh";
    if (status === "zero") return "delivered";
    if (remembered && Date.parse(remembered.since) <= this.#nowMs - settlesAfterMs) return "no-data";
    if (hasFigures) return "stays-empty";
    this.#leading.push(endTime);
    return undefined;
  }

  #isYoung(endTime: string): boolean {
    return Date.parse(endTime) > this.#nowMs - delayMs;
  }

  #remember(endTime: string, since = new Date(this.#nowMs).toISOString().slice(0, 10)): void {
    const last = this.#ranges.at(-1);
    if (this.#isRangeOpen && last?.since === since) {
      this.#ranges[this.#ranges.length - 1] = { ...last, to: endTime };
    } else if (this.#ranges.length < maxRanges) {
      this.#ranges.push({ from: endTime, to: endTime, since });
    } else {
      this.#isBlocked = true;
    }
    this.#isRangeOpen = !this.#isBlocked;
  }
}

/** Endings after which a day is not asked again. */
function isForGood(ending: DayEnding): boolean {
  return ending !== undefined && ending !== "delivered" && reasons[ending].ending === "unavailable";
}
