import { keyOf, type MetricsOfChapter } from "./empty-figures.ts";
import type { Thing } from "./thing.ts";

/** A metric that no thing of a stream has, of any account. */
export interface AbsentMetric extends Pick<Thing, "metric" | "variant"> {
  /** How many things lack it. */
  readonly things: number;
}

/** Of fewer things an empty figure may be chance. */
const enoughThings = 5;

/** Collects over all accounts of a run which metrics of a stream are due and never have a figure. */
export class AbsentMetrics {
  readonly #came = new Set<string>();
  readonly #due = new Map<string, AbsentMetric>();

  take({ came, due }: MetricsOfChapter): void {
    for (const metric of came) this.#came.add(keyOf(metric));
    for (const metric of due) {
      const things = (this.#due.get(keyOf(metric))?.things ?? 0) + metric.things;
      this.#due.set(keyOf(metric), { ...metric, things });
    }
  }

  get all(): readonly AbsentMetric[] {
    return [...this.#due].flatMap(([key, metric]) =>
      this.#came.has(key) || metric.things < enoughThings ? [] : [metric],
    );
  }
}
