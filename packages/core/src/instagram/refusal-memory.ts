/** Refusals of a metric by a kind of media, with never an acceptance, after which it is no longer asked there. */
const refusalsToForget = 3;

interface Counts {
  accepted: number;
  refused: number;
}

/**
 * What a run has learned of metrics the API refuses, per kind of node of an account: what is refused for one account is
 * none of another's business. A single odd post does not cost its kind the metric; one that a whole kind refuses is
 * asked for only a few times.
 */
export class RefusalMemory<Kind extends string> {
  readonly #counts = new Map<string, Counts>();
  readonly #onDropped: (metrics: readonly string[], kind: Kind) => void;

  constructor(onDropped: (metrics: readonly string[], kind: Kind) => void) {
    this.#onDropped = onDropped;
  }

  allows(metric: string, kind: Kind): boolean {
    return !isDropped(this.#countsOf(metric, kind));
  }

  accepted(metrics: readonly string[], kind: Kind): void {
    for (const metric of metrics) this.#countsOf(metric, kind).accepted += 1;
  }

  refused(metrics: readonly string[], kind: Kind): void {
    const dropped = metrics.filter((metric) => {
      const counts = this.#countsOf(metric, kind);
      const wasDropped = isDropped(counts);
      counts.refused += 1;
      return !wasDropped && isDropped(counts);
    });
    if (dropped.length > 0) this.#onDropped(dropped, kind);
  }

  #countsOf(metric: string, kind: Kind): Counts {
    const key = `${kind} ${metric}`;
    let counts = this.#counts.get(key);
    if (!counts) {
      counts = { accepted: 0, refused: 0 };
      this.#counts.set(key, counts);
    }
    return counts;
  }
}

function isDropped({ accepted, refused }: Counts): boolean {
  return accepted === 0 && refused >= refusalsToForget;
}
