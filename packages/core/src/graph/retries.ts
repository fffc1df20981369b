import type { GraphError } from "./errors/errors.ts";
import type { GraphObserver } from "./observer.ts";
import type { Clock, Random } from "./ports.ts";
import { nextDelayMs, retriesWorth, type RetryPolicy } from "./pacing/retry.ts";

export interface RetriesOptions {
  clock: Clock;
  random: Random;
  retryPolicy: RetryPolicy;
  observer: GraphObserver;
}

/** Counts the retries of one piece of work. */
export class Retries {
  readonly #options: RetriesOptions;
  readonly #endpoint: string;
  readonly #signal: AbortSignal | undefined;
  readonly #maxRetries: number;
  #retry = 0;
  #delayedMs = 0;

  constructor(
    options: RetriesOptions,
    endpoint: string,
    signal: AbortSignal | undefined,
    maxRetries: number | undefined,
  ) {
    this.#options = options;
    this.#endpoint = endpoint;
    this.#signal = signal;
    this.#maxRetries = maxRetries ?? Infinity;
  }

  /** Waits before one more retry, or gives false after the last one. */
  async another(error: GraphError): Promise<boolean> {
    const { clock, random, retryPolicy, observer } = this.#options;
    const most = Math.min(retryPolicy.maxRetries, this.#maxRetries, retriesWorth(error));
    const retry = this.#retry;
    const delayMs = nextDelayMs({ ...retryPolicy, maxRetries: most }, retry, this.#delayedMs, random);
    if (delayMs === undefined) return false;
    observer.onRetry?.({ endpoint: this.#endpoint, error, retry, delayMs });
    this.#retry += 1;
    this.#delayedMs += delayMs;
    await clock.sleep(delayMs, this.#signal);
    return true;
  }
}
