import { AsyncLocalStorage } from "node:async_hooks";

/** Whose calls they are. */
export interface CallPlace {
  readonly stream: string;
  /** Id of the Instagram account. */
  readonly account: string;
}

/** What one stream of one account has cost. */
export interface CallEntry extends CallPlace {
  /** Calls of quota: each item of a batch is one. */
  calls: number;
  /** The time of its requests, added up. Requests run side by side. */
  requestMs: number;
}

/**
 * Keeps account of calls by stream and account. The client below knows neither: what runs inside of `within` carries its
 * place along, through every wait and every retry.
 */
export class CallCounts {
  readonly #place = new AsyncLocalStorage<CallEntry>();
  readonly #entries = new Map<string, Map<string, CallEntry>>();
  #elsewhere = 0;
  #elsewhereMs = 0;

  /** Calls of no stream: accounts are found, the token is looked up. */
  get elsewhere(): number {
    return this.#elsewhere;
  }

  /** The time of the requests of no stream. */
  get elsewhereMs(): number {
    return this.#elsewhereMs;
  }

  get entries(): readonly CallEntry[] {
    return [...this.#entries.values()].flatMap((accounts) => [...accounts.values()]);
  }

  /** The place that the work at hand is done for. */
  get here(): CallPlace | undefined {
    return this.#place.getStore();
  }

  /** Every call that the work makes is of this place. */
  within<T>({ stream, account }: CallPlace, work: () => T): T {
    const ofStream = this.#entries.get(stream) ?? new Map<string, CallEntry>();
    this.#entries.set(stream, ofStream);
    const entry = ofStream.get(account) ?? { stream, account, calls: 0, requestMs: 0 };
    ofStream.set(account, entry);
    return this.#place.run(entry, work);
  }

  count(calls: number, requestMs: number): void {
    const entry = this.#place.getStore();
    if (entry) {
      entry.calls += calls;
      entry.requestMs += requestMs;
    } else {
      this.#elsewhere += calls;
      this.#elsewhereMs += requestMs;
    }
  }
}
