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

/** What the work at hand is done for. */
interface Here {
  readonly counts: CallCounts;
  readonly entry: CallEntry;
}

/**
 * One for all runs of a process: on Node 20 each that was ever used costs time at every promise that follows, until the
 * process ends. Half the time of this package's tests went there.
 */
const place = new AsyncLocalStorage<Here>();

/**
 * Keeps account of calls by stream and account. The client below knows neither: what runs inside of `within` carries its
 * place along, through every wait and every retry.
 */
export class CallCounts {
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
    return this.#entryHere();
  }

  /** Every call that the work makes is of this place. */
  within<T>({ stream, account }: CallPlace, work: () => T): T {
    const ofStream = this.#entries.get(stream) ?? new Map<string, CallEntry>();
    this.#entries.set(stream, ofStream);
    const entry = ofStream.get(account) ?? { stream, account, calls: 0, requestMs: 0 };
    ofStream.set(account, entry);
    return place.run({ counts: this, entry }, work);
  }

  count(calls: number, requestMs: number): void {
    const entry = this.#entryHere();
    if (entry) {
      entry.calls += calls;
      entry.requestMs += requestMs;
    } else {
      this.#elsewhere += calls;
      this.#elsewhereMs += requestMs;
    }
  }

  #entryHere(): CallEntry | undefined {
    const here = place.getStore();
    return here?.counts === this ? here.entry : undefined;
  }
}
