import type { Reason } from "../reasons.ts";
import type { LackingMetricOfDay, MetricEnding } from "./day-answer.ts";

type Metric = Pick<MetricEnding, "metric" | "period">;
type Lacking = Pick<LackingMetricOfDay, "cause">;
type SparseMetric = Metric & Pick<LackingMetricOfDay, "absences" | "isRuledOut">;

/** After so many answers in a row without it, a metric has no figures of these days. */
const answersThatSettle = 4;

/** A metric that did not come for the first days. */
export interface LateMetric extends Metric {
  /** `end_time` of each day that the next run looks at once more; none where it is sure that there is nothing. */
  readonly days: readonly string[];
  /** Whether a day had it in a form that is not a number. */
  readonly isUnreadable: boolean;
}

/** Why the metric did not come. */
export function reasonOfLate({ days, isUnreadable }: LateMetric): Reason {
  if (isUnreadable) return "unreadable";
  return days.length > 0 ? "maybe-before" : "absent-metric";
}

/**
 * Metrics that lack in the first days of an account, before any figure of them. Most begin later than the account, or the
 * API does not have them. But a few bad answers at the beginning look alike: their days are looked at once more.
 */
export class LateMetrics {
  readonly #metrics = new Map<
    string,
    LateMetric & { days: string[]; isUnreadable: boolean; isSettled: boolean }
  >();

  /** @param lacking `absences`: how many answers in a row lacked the metric. */
  add(
    { metric, period }: Metric,
    endTime: string,
    { absences, cause }: Lacking & { absences: number },
  ): void {
    const key = JSON.stringify([metric, period]);
    const known = this.#metrics.get(key) ?? {
      metric,
      period,
      days: [],
      isUnreadable: false,
      isSettled: false,
    };
    this.#metrics.set(key, known);
    known.isUnreadable ||= cause === "unreadable";
    if (known.isSettled) return;
    known.isSettled = absences >= answersThatSettle;
    known.days = known.isSettled ? [] : [...known.days, endTime];
  }

  get all(): readonly LateMetric[] {
    return [...this.#metrics.values()];
  }

  get days(): string[] {
    return [...this.#metrics.values()].flatMap(({ days }) => days);
  }
}

/**
 * Days without a metric that may be empty: an account that is too small never has it, and other accounts lack it on some
 * days. Where the metric came for other days, an empty answer may be a bad one: the next run looks once more. So it does
 * where a first run has too few answers to tell a small account from a bad answer.
 */
export class SparseFigures {
  readonly #isFirstRun: boolean;
  readonly #came = new Set<string>();
  readonly #lacking = new Map<string, { days: string[]; isInDoubt: boolean }>();
  /** Days on which everything that was asked for was empty, and may be. */
  readonly #quiet: string[] = [];

  constructor(isFirstRun: boolean) {
    this.#isFirstRun = isFirstRun;
  }

  came(metrics: readonly Metric[]): void {
    for (const metric of metrics) this.#came.add(keyOf(metric));
  }

  lacks(metric: SparseMetric, endTime: string): void {
    const { absences = 0, isRuledOut = false } = metric;
    const lacking = this.#lacking.get(keyOf(metric)) ?? { days: [], isInDoubt: false };
    this.#lacking.set(keyOf(metric), lacking);
    lacking.days.push(endTime);
    lacking.isInDoubt = this.#isFirstRun && !isRuledOut && absences < answersThatSettle;
  }

  isQuiet(endTime: string): void {
    this.#quiet.push(endTime);
  }

  /** `end_time` of each day that the next run looks at once more. */
  get days(): string[] {
    const ofMetrics = [...this.#lacking].flatMap(([key, { days, isInDoubt }]) =>
      isInDoubt || this.#came.has(key) ? days : [],
    );
    return [...this.#quiet, ...ofMetrics];
  }
}

function keyOf({ metric, period }: Metric): string {
  return JSON.stringify([metric, period]);
}
