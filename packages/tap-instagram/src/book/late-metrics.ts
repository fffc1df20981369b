import type { MetricEnding } from "./day-answer.ts";

type Metric = Pick<MetricEnding, "metric" | "period">;

/** After so many answers in a row without it, a metric has no figures of these days. */
const answersThatSettle = 4;

/** A metric that did not come for the first days. */
export interface LateMetric extends Metric {
  /** `end_time` of each day that the next run looks at once more; none where it is sure that there is nothing. */
  readonly days: readonly string[];
}

/**
 * Metrics that lack in the first days of an account, before any figure of them. Most begin later than the account, or the
 * API does not have them. But a few bad answers at the beginning look alike: their days are looked at once more.
 */
export class LateMetrics {
  readonly #metrics = new Map<string, Metric & { days: string[]; isSettled: boolean }>();

  /** @param absences How many answers in a row lacked the metric. */
  add({ metric, period }: Metric, endTime: string, absences: number): void {
    const key = JSON.stringify([metric, period]);
    const known = this.#metrics.get(key) ?? { metric, period, days: [], isSettled: false };
    this.#metrics.set(key, known);
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
