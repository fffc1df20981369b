import type { KnownMetric } from "@tap-instagram/core/matrix";

type Name = Pick<KnownMetric, "metric" | "period" | "breakdowns">;

/**
 * Metrics of an account that have had figures, in this run or in earlier ones. Where the API leaves one of them out, it is
 * missing, also if the whole run has no figure of it.
 */
export class KnownMetrics {
  readonly #known = new Map<string, KnownMetric>();
  readonly #came = new Set<string>();

  constructor(prior: readonly KnownMetric[] = []) {
    for (const metric of prior) this.#known.set(keyOf(metric), metric);
  }

  /** Takes metrics that have figures. Those that may be empty are left out: their lack says nothing. */
  came(metrics: readonly KnownMetric[]): void {
    for (const metric of metrics) {
      if (metric.mayBeEmpty) continue;
      this.#known.set(keyOf(metric), metric);
      this.#came.add(keyOf(metric));
    }
  }

  has(metric: Name): boolean {
    return this.#known.has(keyOf(metric));
  }

  /** A day stayed without the metric for a week. If no other day has it, the API no longer gives it. */
  settle(metric: Name): void {
    if (!this.#came.has(keyOf(metric))) this.#known.delete(keyOf(metric));
  }

  /** `undefined` where there is none. */
  get all(): readonly KnownMetric[] | undefined {
    return this.#known.size > 0 ? [...this.#known.values()] : undefined;
  }
}

function keyOf({ metric, period, breakdowns }: Name): string {
  return JSON.stringify([metric, period, breakdowns]);
}
