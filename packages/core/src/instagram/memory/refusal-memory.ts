import { RefusedNameError, type GraphError } from "../../graph/errors/errors.ts";
import { AccountMemory } from "./account-memory.ts";

/** After this many refusals and no answer, a metric is no longer requested for a kind. */
export const refusalsToDrop = 3;

interface Counts {
  accepted: number;
  refused: number;
}

/** What was heard about one kind of an account. */
interface KindCounts {
  readonly byMetric: Map<string, Counts>;
  /** The number of answers and refusals. */
  heard: number;
}

/**
 * Remembers which metrics the API refuses, per account and kind of media. One refusing post does not cost its kind the
 * metric; after some refusals and no answer, the metric is dropped for the kind. A metric whose name the API does not
 * know is dropped everywhere.
 */
export class RefusalMemory<Kind extends string> {
  readonly #accounts = new AccountMemory(() => new Map<Kind, KindCounts>());
  readonly #unknown = new Set<string>();
  readonly #proven = new Map<Kind, Set<string>>();
  readonly #onDropped: ((metrics: readonly string[], kind: Kind | undefined) => void) | undefined;

  /** `onDropped` is called with dropped metrics and their kind; `undefined` for every kind. */
  constructor(onDropped?: (metrics: readonly string[], kind: Kind | undefined) => void) {
    this.#onDropped = onDropped;
  }

  allows(metric: string, account: string, kind: Kind): boolean {
    return !this.#unknown.has(metric) && !isDropped(this.#countsOf(metric, account, kind));
  }

  /** Whether it was given up for a kind of an account, and may be asked of one media now and then. */
  isGivenUp(metric: string, account: string, kind: Kind): boolean {
    return !this.#unknown.has(metric) && isDropped(this.#countsOf(metric, account, kind));
  }

  /** Whether the API does not know its name. */
  isUnknown(metric: string): boolean {
    return this.#unknown.has(metric);
  }

  /** Whether any account was answered for a kind: then the host has it. */
  isProven(metric: string, kind: Kind): boolean {
    return this.#proven.get(kind)?.has(metric) === true;
  }

  /** Whether enough requests about a kind of an account showed what is refused there. */
  knows(account: string, kind: Kind): boolean {
    return this.#kindOf(account, kind).heard >= refusalsToDrop;
  }

  accepted(metrics: readonly string[], account: string, kind: Kind): void {
    this.#kindOf(account, kind).heard += 1;
    const proven = this.#proven.get(kind) ?? new Set();
    this.#proven.set(kind, proven);
    for (const metric of metrics) {
      this.#countsOf(metric, account, kind).accepted += 1;
      proven.add(metric);
    }
  }

  refused(metrics: readonly string[], account: string, kind: Kind, refusal: GraphError): void {
    this.#kindOf(account, kind).heard += 1;
    const isUnknown = isOfUnknownMetric(refusal);
    const dropped = metrics.filter((metric) => {
      const wasAllowed = this.allows(metric, account, kind);
      this.#countsOf(metric, account, kind).refused += 1;
      if (isUnknown) this.#unknown.add(metric);
      return wasAllowed && !this.allows(metric, account, kind);
    });
    if (dropped.length > 0) this.#onDropped?.(dropped, isUnknown ? undefined : kind);
  }

  #kindOf(account: string, kind: Kind): KindCounts {
    const kinds = this.#accounts.of(account);
    let counts = kinds.get(kind);
    if (!counts) {
      counts = { byMetric: new Map(), heard: 0 };
      kinds.set(kind, counts);
    }
    return counts;
  }

  #countsOf(metric: string, account: string, kind: Kind): Counts {
    const { byMetric } = this.#kindOf(account, kind);
    let counts = byMetric.get(metric);
    if (!counts) {
      counts = { accepted: 0, refused: 0 };
      byMetric.set(metric, counts);
    }
    return counts;
  }
}

/** Whether the API does not know the name of the metric. */
export function isOfUnknownMetric(refusal: GraphError): boolean {
  return refusal instanceof RefusedNameError && refusal.nameKind === "metric" && refusal.reason === "unknown";
}

function isDropped({ accepted, refused }: Counts): boolean {
  return accepted === 0 && refused >= refusalsToDrop;
}
