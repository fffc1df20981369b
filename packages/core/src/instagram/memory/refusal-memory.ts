import { RefusedNameError, type GraphError } from "../../graph/errors/errors.ts";
import { AccountMemory } from "./account-memory.ts";

/** After this many refusals and no answer, a metric is no longer requested for a kind. */
export const refusalsToDrop = 3;

/** What was heard about one kind of an account. */
interface KindCounts {
  /** Metrics that were answered: they are never dropped. */
  readonly accepted: Set<string>;
  /** How often each metric was refused. Made for the first refusal. */
  refused?: Map<string, number> | undefined;
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
    return !this.#unknown.has(metric) && !this.#isDropped(metric, account, kind);
  }

  /** Whether it was given up for a kind of an account, and may be asked of one media now and then. */
  isGivenUp(metric: string, account: string, kind: Kind): boolean {
    return !this.#unknown.has(metric) && this.#isDropped(metric, account, kind);
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
    const counts = this.#kindOf(account, kind);
    counts.heard += 1;
    const proven = this.#proven.get(kind) ?? new Set();
    this.#proven.set(kind, proven);
    for (const metric of metrics) {
      counts.accepted.add(metric);
      proven.add(metric);
    }
  }

  refused(metrics: readonly string[], account: string, kind: Kind, refusal: GraphError): void {
    const counts = this.#kindOf(account, kind);
    counts.heard += 1;
    counts.refused ??= new Map();
    const refusals = counts.refused;
    const isUnknown = isOfUnknownMetric(refusal);
    const dropped = metrics.filter((metric) => {
      const wasAllowed = this.allows(metric, account, kind);
      refusals.set(metric, (refusals.get(metric) ?? 0) + 1);
      if (isUnknown) this.#unknown.add(metric);
      return wasAllowed && !this.allows(metric, account, kind);
    });
    if (dropped.length > 0) this.#onDropped?.(dropped, isUnknown ? undefined : kind);
  }

  #kindOf(account: string, kind: Kind): KindCounts {
    const kinds = this.#accounts.of(account);
    let counts = kinds.get(kind);
    if (!counts) {
      counts = { accepted: new Set(), heard: 0 };
      kinds.set(kind, counts);
    }
    return counts;
  }

  #isDropped(metric: string, account: string, kind: Kind): boolean {
    const { accepted, refused } = this.#kindOf(account, kind);
    return !accepted.has(metric) && (refused?.get(metric) ?? 0) >= refusalsToDrop;
  }
}

/** Whether the API does not know the name of the metric. */
export function isOfUnknownMetric(refusal: GraphError): boolean {
  return refusal instanceof RefusedNameError && refusal.nameKind === "metric" && refusal.reason === "unknown";
}
