import type { Thing } from "../../book/thing.ts";

type Metric = Pick<Thing, "metric" | "variant">;

/** So many instants per metric are kept. A metric that lacks more often than this does not come later. */
const mostInstants = 50;

/**
 * When the objects were published that lack a metric of which no object has a figure yet. Once one has, an empty answer
 * may have been a bad one.
 */
export class DoubtfulInstants {
  readonly #instants = new Map<string, string[]>();

  add(metric: Metric, at: string): void {
    const key = JSON.stringify([metric.metric, metric.variant]);
    const instants = this.#instants.get(key) ?? [];
    this.#instants.set(key, instants);
    if (instants.length < mostInstants) instants.push(at);
  }

  /** These metrics have figures: gives the instants of the objects that lack them. */
  take(metrics: readonly Metric[]): string[] {
    if (this.#instants.size === 0) return [];
    return metrics.flatMap(({ metric, variant }) => {
      const key = JSON.stringify([metric, variant]);
      const instants = this.#instants.get(key) ?? [];
      this.#instants.delete(key);
      return instants;
    });
  }
}
