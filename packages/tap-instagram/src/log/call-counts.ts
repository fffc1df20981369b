import { AsyncLocalStorage } from "node:async_hooks";

/** Whose calls they are. */
export interface CallPlace {
  readonly stream: string;
  /** Id of the Instagram account. */
  readonly account: string;
}

/** What one stream has cost, of one account or of all. */
export interface CallEntry {
  readonly stream: string;
  /** `undefined` where accounts are not told apart. */
  readonly account: string | undefined;
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
const places = new AsyncLocalStorage<Here>();

/** What calls are told apart by. */
export interface CallCountsOptions {
  /** Whether by account as well. Of thousands of accounts that takes a megabyte. Default: by stream alone. */
  readonly byAccount?: boolean | undefined;
}

/**
 * Keeps account of calls by stream. The client below does not know it: what runs inside of `within` carries its place
 * along, through every wait and every retry.
 */
export class CallCounts {
  readonly #isByAccount: boolean;
  readonly #entries = new Map<string, Map<string | undefined, CallEntry>>();
  #elsewhere = 0;
  #elsewhereMs = 0;

  constructor({ byAccount = false }: CallCountsOptions = {}) {
    this.#isByAccount = byAccount;
  }

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

  /** The stream that the work at hand is done for. */
  get streamHere(): string | undefined {
    return this.#entryHere()?.stream;
  }

  /** Every call that the work makes is of this place. */
  within<T>(place: CallPlace, work: () => T): T {
    const { stream } = place;
    const account = this.#isByAccount ? place.account : undefined;
    const ofStream = this.#entries.get(stream) ?? new Map<string | undefined, CallEntry>();
    this.#entries.set(stream, ofStream);
    const entry = ofStream.get(account) ?? { stream, account, calls: 0, requestMs: 0 };
    ofStream.set(account, entry);
    return places.run({ counts: this, entry }, work);
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
    const here = places.getStore();
    return here?.counts === this ? here.entry : undefined;
  }
}
