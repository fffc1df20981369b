import type { DayAnswer, DayEnding, LackingMetricOfDay, MetricEnding } from "./day-answer.ts";
import { rangeOf, withDays, type DayRange } from "./day-range.ts";
import type { KnownMetric } from "@tap-instagram/core/matrix";
import { KnownMetrics } from "./known-metrics.ts";
import { LateMetrics, SparseFigures } from "./late-metrics.ts";
import { reasons, type Reason } from "../reasons.ts";

/** What a state says of the days of an account. */
export interface DayMemory {
  readonly bookmark: string | undefined;
  readonly missingDays: readonly DayRange[];
  /** Metrics that have had figures, and that no day may lack. */
  readonly metrics?: readonly KnownMetric[] | undefined;
}

/** What became of a day, and of the metrics that did not come with it. */
export interface DayResult {
  readonly ending: DayEnding;
  readonly metrics: readonly MetricEnding[];
}

/** So many ranges of unread days stay in a state. Where there are more, the bookmark waits before them. */
const maxRanges = 50;

/** The API's delay is 48 hours at most; a day more, because a day ends at midnight in California. */
const delayMs = 72 * 60 * 60_000;

/** A day that has a record already is not written again while it lacks a metric in this way. */
const blanks: ReadonlySet<Reason> = new Set([
  "failed",
  "quota",
  "no-answer",
  "fresh",
  "stays-empty",
  "unreadable",
  "refused",
  "no-data",
]);

/** A day that is empty for so long after it was first noticed stays empty. */
const settlesAfterMs = 7 * 24 * 60 * 60_000;

/**
 * Decides how far the days of an account are read: where the bookmark goes, and which days before it the next run asks
 * again. Days are taken in order of time: first the remembered ones, then those from the bookmark on.
 */
export class ReadDays {
  readonly #nowMs: number;
  readonly #prior: DayMemory;
  readonly #ranges: DayRange[] = [];
  readonly #lateMetrics = new LateMetrics();
  readonly #sparse: SparseFigures;
  readonly #known: KnownMetrics;
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
    this.#sparse = new SparseFigures(prior.bookmark === undefined);
    this.#known = new KnownMetrics(prior.metrics);
  }

  /** Takes the next day, and tells how it and its lacking metrics end. */
  take({ endTime, status, lacking = [] }: DayAnswer): DayResult {
    const remembered = rangeOf(this.#prior.missingDays, endTime);
    const isSilent = status === "quiet" && lacking.length > 0;
    if (isSilent && !remembered?.isLeading) this.#sparse.isQuiet(endTime);
    const ofMetrics = status === "quiet" ? [] : lacking;
    const metrics = ofMetrics.flatMap((one) => this.#metricEnding(endTime, one, remembered) ?? []);
    const hasRecord = remembered ? remembered.hasRecord === true : endTime <= (this.#prior.bookmark ?? "");
    const blank = hasRecord ? metrics.find(({ reason }) => blanks.has(reason)) : undefined;
    const whole = this.#endingOf(endTime, status, remembered);
    const ending = whole === "delivered" ? (blank?.reason ?? whole) : whole;
    const areMetricsOpen = metrics.some(({ reason }) => reason !== "empty-figure" && isOpen(reason));
    const canStillCome =
      whole === "failed" || whole === "fresh" || metrics.some(({ reason }) => reason === "fresh");
    if (canStillCome && !remembered) this.#isBlocked = true;
    if ((isOpen(ending) || areMetricsOpen) && !this.#isBlocked)
      this.#remember({
        from: endTime,
        to: endTime,
        since: remembered?.since ?? this.#today,
        ...(ending === "maybe-before" || (remembered?.isLeading && !areMetricsOpen)
          ? { isLeading: true, hasFigures: remembered?.hasFigures }
          : {}),
        ...(hasRecord ? { hasRecord } : {}),
      });
    else this.#isRangeOpen = false;
    const isForward = this.#bookmark === undefined || endTime > this.#bookmark;
    if (ending === "delivered" && !this.#isBlocked && isForward) this.#bookmark = endTime;
    this.#lastTaken = endTime;
    return { ending, metrics };
  }

  /** Metrics that have figures of some day. */
  came(metrics: readonly KnownMetric[]): void {
    this.#sparse.came(metrics);
    this.#known.came(metrics);
  }

  /** What the state keeps. It is right after every day that was taken. */
  get memory(): DayMemory {
    const bookmark = this.#bookmark;
    if (bookmark === undefined) return { bookmark, missingDays: [] };
    const metrics = this.#known.all;
    const untouched = this.#prior.missingDays
      .filter(({ to }) => to > this.#lastTaken)
      .map((range) => (range.from > this.#lastTaken ? range : { ...range, from: this.#lastTaken }));
    const known = [...this.#ranges.filter(({ from }) => from <= bookmark), ...untouched];
    const late = [...this.#lateMetrics.days, ...this.#sparse.days].filter((endTime) => endTime <= bookmark);
    const all = withDays(known, late, { since: this.#today, isLeading: true, hasFigures: true });
    return { bookmark, missingDays: all.length > maxRanges ? known : all, metrics };
  }

  /** Metrics that did not come for the first days, and have no figure before them. See {@link LateMetrics}. */
  get lateMetrics(): LateMetrics {
    return this.#lateMetrics;
  }

  get #today(): string {
    return new Date(this.#nowMs).toISOString().slice(0, 10);
  }

  #endingOf(endTime: string, status: DayAnswer["status"], remembered: DayRange | undefined): DayEnding {
    if (status === "read" || status === "partly") return "delivered";
    if (status === "failed" || status === "refused") return status;
    if (status === "quiet") return "often-empty";
    if (status === "unreadable") return this.#hasSettled(remembered) ? "no-data" : "unreadable";
    const hasFigures = this.#bookmark !== undefined;
    if (remembered?.isLeading) return "before-first-figures";
    if (status === "zero" && !hasFigures) return "before-first-figures";
    if (this.#isYoung(endTime)) return "fresh";
    if (status === "zero") return "delivered";
    if (this.#hasSettled(remembered)) return "no-data";
    return hasFigures ? "stays-empty" : "maybe-before";
  }

  /** `undefined` where only later days tell whether the metric is missing. */
  #metricEnding(
    endTime: string,
    lacking: LackingMetricOfDay,
    remembered: DayRange | undefined,
  ): MetricEnding | undefined {
    const { metric, period, cause, absences, mayBeEmpty, refusal } = lacking;
    const end = (reason: MetricEnding["reason"]) => ({ metric, period, reason, refusal });
    if (cause === "failed") return end(lacking.reason ?? cause);
    if (cause === "empty" && mayBeEmpty) {
      if (remembered?.isLeading || this.#hasSettled(remembered)) return undefined;
      this.#sparse.lacks(lacking, endTime);
      return end("empty-figure");
    }
    const hasFigures = absences === undefined || (remembered !== undefined && !remembered.isLeading);
    if (cause === "refused") return end(hasFigures ? "refused" : "refused-alone");
    const hadFigures = this.#known.has(lacking) && !remembered?.isLeading;
    if (!hasFigures && !hadFigures) {
      // A second look settles it: the metric begins later than the account.
      if (!remembered?.isLeading) this.#lateMetrics.add({ metric, period }, endTime, { absences, cause });
      if (!remembered?.isLeading || cause === "empty") return undefined;
    }
    if (cause === "empty" && this.#isYoung(endTime)) return end("fresh");
    if (!this.#hasSettled(remembered)) return end(cause === "unreadable" ? cause : "stays-empty");
    this.#known.settle(lacking);
    return end("no-data");
  }

  #hasSettled(remembered: DayRange | undefined): boolean {
    return remembered !== undefined && Date.parse(remembered.since) <= this.#nowMs - settlesAfterMs;
  }

  #isYoung(endTime: string): boolean {
    return Date.parse(endTime) > this.#nowMs - delayMs;
  }

  #remember(range: DayRange): void {
    const last = this.#ranges.at(-1);
    const isAlike =
      last?.since === range.since &&
      last.isLeading === range.isLeading &&
      last.hasFigures === range.hasFigures &&
      last.hasRecord === range.hasRecord;
    if (this.#isRangeOpen && isAlike) this.#ranges[this.#ranges.length - 1] = { ...last, to: range.to };
    else if (this.#ranges.length < maxRanges) this.#ranges.push(range);
    else this.#isBlocked = true;
    this.#isRangeOpen = !this.#isBlocked;
  }
}

/** Whether the next run asks again. */
function isOpen(ending: DayEnding): boolean {
  return ending !== "delivered" && reasons[ending].ending !== "unavailable";
}
