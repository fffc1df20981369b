import { RefusedNameError, type GraphError } from "../../graph/errors/errors.ts";

/** After this many refusals and no answer, a metric is no longer requested for a kind. */
export const refusalsToDrop = 3;

interface Counts {
  accepted: number;
  refused: number;
}

/**
 * Remembers which metrics the API refuses, per account and kind of media. One refusing post does not cost its kind the
 * metric; after some refusals and no answer, the metric is dropped for the kind. A metric whose name the API does not
 * know is dropped everywhere.
 */
export class RefusalMemory<Kind extends string> {
  /** By account, kind and metric. */
  readonly #counts = new Map<string, Map<Kind, Map<string, Counts>>>();
  readonly #unknown = new Set<string>();
  readonly #proven = new Map<Kind, Set<string>>();
  /** The number of answers and refusals, by account and kind. */
  readonly #heard = new Map<string, number>();
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
    return (this.#heard.get(keyOf(account, kind)) ?? 0) >= refusalsToDrop;
  }

  accepted(metrics: readonly string[], account: string, kind: Kind): void {
    this.#hear(account, kind);
    const proven = this.#proven.get(kind) ?? new Set();
    this.#proven.set(kind, proven);
    for (const metric of metrics) {
      this.#countsOf(metric, account, kind).accepted += 1;
      proven.add(metric);
    }
  }

  refused(metrics: readonly string[], account: string, kind: Kind, refusal: GraphError): void {
    this.#hear(account, kind);
    const isUnknown = isOfUnknownMetric(refusal);
    const dropped = metrics.filter((metric) => {
      const wasAllowed = this.allows(metric, account, kind);
      this.#countsOf(metric, account, kind).refused += 1;
      if (isUnknown) this.#unknown.add(metric);
      return wasAllowed && !this.allows(metric, account, kind);
    });
    if (dropped.length > 0) this.#onDropped?.(dropped, isUnknown ? undefined : kind);
  }

  #hear(account: string, kind: Kind): void {
    const key = keyOf(account, kind);
    this.#heard.set(key, (this.#heard.get(key) ?? 0) + 1);
  }

  #countsOf(metric: string, account: string, kind: Kind): Counts {
    const ofAccount = this.#counts.get(account) ?? new Map<Kind, Map<string, Counts>>();
    if (ofAccount.size === 0) this.#counts.set(account, ofAccount);
    const ofKind = ofAccount.get(kind) ?? new Map<string, Counts>();
    if (ofKind.size === 0) ofAccount.set(kind, ofKind);
    const counts = ofKind.get(metric) ?? { accepted: 0, refused: 0 };
    if (counts.accepted + counts.refused === 0) ofKind.set(metric, counts);
    return counts;
  }
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

/** Whether the API does not know the name of the metric. */
export function isOfUnknownMetric(refusal: GraphError): boolean {
  return refusal instanceof RefusedNameError && refusal.nameKind === "metric" && refusal.reason === "unknown";
}

function isDropped({ accepted, refused }: Counts): boolean {
  return accepted === 0 && refused >= refusalsToDrop;
}
