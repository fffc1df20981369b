import type { GraphError } from "../errors/errors.ts";
import type { Clock } from "../ports.ts";
import { keyOfBudget, type Budget } from "./budget.ts";
import { delayBoundMs, retriesWorth, type RetryPolicy } from "./retry.ts";

/** Failures in a row, each through all its retries, for each request in flight. */
const failuresPerSlot = 3;

/** With few requests in flight, so many timeouts in a row are not a coincidence. */
const fewestTimeouts = 12;

export interface OutageGuardOptions {
  clock: Clock;
  /** The most requests in flight. */
  concurrency: number;
  retryPolicy: RetryPolicy;
}

/**
 * Notices that the API fails whatever it is asked. From then on the requests that failed wait, and one at a time probes,
 * each after a longer delay. The first answer ends the outage, and all of them are asked again. If there is none after as
 * many probes as one request has retries, the outage lasts: nothing is retried, and each budget is probed once. Accounts
 * that cannot be read then cost a request each, and no minutes of waiting.
 */
export class OutageGuard {
  readonly #options: OutageGuardOptions;
  readonly #mostFailures: number;
  readonly #mostTimeouts: number;
  #failures = 0;
  #timeouts = 0;
  #probes = 0;
  #isLasting = false;
  #hasHeard = false;
  /** The failure that each budget met since the outage was noticed, by {@link keyOfBudget}. */
  readonly #givenUp = new Map<string, GraphError>();
  #probe: AbortSignal | undefined;

  constructor(options: OutageGuardOptions) {
    const { concurrency, retryPolicy } = options;
    this.#options = options;
    // One request that fails through all its retries is not an outage.
    this.#mostFailures = Math.max(concurrency * failuresPerSlot, retryPolicy.maxRetries + 2);
    this.#mostTimeouts = Math.max(this.#mostFailures, fewestTimeouts);
  }

  get isOutage(): boolean {
    return this.#failures >= this.#mostFailures;
  }

  /**
   * How many requests in a row were not answered in time, once they are so many that the API is given up for good: each
   * further one would cost a whole timeout. `undefined` before.
   */
  get unanswered(): number | undefined {
    return this.#timeouts >= this.#mostTimeouts ? this.#timeouts : undefined;
  }

  /** Whether any answer has begun to come, whatever it was. */
  get hasHeard(): boolean {
    return this.#hasHeard;
  }

  /** The failure of a budget that has been probed in vain, in an outage that lasts. */
  failureOf(budget: Budget): GraphError | undefined {
    return this.isOutage && this.#isLasting ? this.#givenUp.get(keyOfBudget(budget)) : undefined;
  }

  /** Whether a request that failed in an outage is to wait for a probe, and be asked again. */
  mayEnd(error: GraphError): boolean {
    this.#loseHope(retriesWorth(error));
    return !this.#isLasting;
  }

  /** After the last probe, the outage lasts. */
  #loseHope(mostProbes: number): void {
    const { retryPolicy } = this.#options;
    if (this.#probes >= Math.min(retryPolicy.maxRetries, mostProbes)) this.#isLasting = true;
  }

  /**
   * Runs a request. During an outage it waits until it is the one that probes.
   *
   * @throws the signal's reason when aborted.
   */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    while (this.isOutage) {
      if (this.#probe === undefined) return this.#runProbe(work, signal);
      await ended(this.#probe, signal);
    }
    return work();
  }

  async #runProbe<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const { clock, retryPolicy } = this.#options;
    const turn = new AbortController();
    this.#probe = turn.signal;
    try {
      // Here, too: a page that gets no answer in time is asked for in halves, by other requests.
      this.#loseHope(Infinity);
      if (!this.#isLasting) {
        await clock.sleep(delayBoundMs(retryPolicy, this.#probes), signal);
        this.#probes += 1;
      }
      return await work();
    } finally {
      this.#probe = undefined;
      turn.abort();
    }
  }

  /** Notes that an answer has begun to come. */
  heard(): void {
    this.#hasHeard = true;
  }

  answered(): void {
    this.#failures = 0;
    this.#probes = 0;
    this.#isLasting = false;
    this.#timeouts = 0;
    this.#givenUp.clear();
  }

  failed(budget: Budget, error: GraphError): void {
    this.#failures += 1;
    if (error.reason === "timeout") this.#timeouts += 1;
    if (this.isOutage) this.#givenUp.set(keyOfBudget(budget), error);
  }
}

/** Waits until a probe has ended, or for the signal. */
function ended(probe: AbortSignal, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => reject(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    const next = () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    };
    probe.addEventListener("abort", next, { once: true });
  });
}
