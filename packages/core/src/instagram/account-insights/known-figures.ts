import type { MetricRequest } from "./metrics/metric-request.ts";

/** What is known of the metrics of an account, from one window of days to the next. */
export class KnownFigures {
  readonly #alive = new Set<string>();
  /** Answers in a row without a number of a metric that never had one. */
  readonly #absences = new Map<string, number>();
  readonly #keys = new WeakMap<MetricRequest, string>();

  /**
   * A key for maps, of the metric with its period and breakdowns: `reach` has three periods. It is kept, because every figure
   * of every day needs it.
   */
  keyOf(request: MetricRequest): string {
    const known = this.#keys.get(request);
    if (known !== undefined) return known;
    const { metric, shape, period, breakdowns, timeframe } = request;
    const key = JSON.stringify([metric, shape, period, breakdowns, timeframe]);
    this.#keys.set(request, key);
    return key;
  }

  /** A number came. */
  came(metric: MetricRequest): void {
    const key = this.keyOf(metric);
    this.#alive.add(key);
    this.#absences.delete(key);
  }

  /** A request for it was answered; if a number came, that was told before. */
  answered(metric: MetricRequest): void {
    const key = this.keyOf(metric);
    if (!this.#alive.has(key)) this.#absences.set(key, (this.#absences.get(key) ?? 0) + 1);
  }

  /** `undefined` for a metric that has numbers. */
  absencesOf(metric: MetricRequest): number | undefined {
    const key = this.keyOf(metric);
    return this.#alive.has(key) ? undefined : (this.#absences.get(key) ?? 0);
  }
}
