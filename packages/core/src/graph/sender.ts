import type { ConcurrencyLimit } from "./concurrency-limit.ts";
import type { GraphError } from "./errors.ts";
import type { Pacer } from "./pacer.ts";
import type { Clock, Random } from "./ports.ts";
import { endpointOf, type GraphRequest } from "./request.ts";
import { nextDelayMs, type RetryPolicy } from "./retry.ts";
import type { Exchange, Shape, Transport } from "./transport.ts";
import type { Budget, Usage } from "./usage.ts";

/** Told what the client does, as it does it. Texts are free of secrets. */
export interface GraphObserver {
  /** After every HTTP request. `durationMs` is its wall time, `quotaCalls` what it cost. */
  onRequest?(request: {
    endpoint: string;
    status: number | undefined;
    durationMs: number;
    quotaCalls: number;
    error?: GraphError;
  }): void;
  /** Before a failed request, or failed items of a batch, are asked again. */
  onRetry?(retry: { endpoint: string; error: GraphError; retry: number; delayMs: number }): void;
  /** Before requests of a budget are held back for quota. */
  onWait?(wait: { budget: Budget; waitMs: number }): void;
  /** Whenever the API reports how much of a budget is used. */
  onUsage?(usage: Usage): void;
  /** Something odd that was dealt with, worth a line in a log. */
  onNotice?(text: string): void;
}

export interface SenderOptions {
  transport: Transport;
  pacer: Pacer;
  limit: ConcurrencyLimit;
  retryPolicy: RetryPolicy;
  clock: Clock;
  random: Random;
  observer: GraphObserver;
}

/** Sends requests until they are answered: paced, limited in number, retried where that makes sense. */
export class Sender {
  readonly #options: SenderOptions;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /**
   * The body of the answer.
   *
   * @throws GraphError of every kind but `rate-limit`; the signal's reason when aborted.
   */
  async send<T>(request: GraphRequest, shape: Shape<T>, signal?: AbortSignal): Promise<T> {
    const { pacer } = this.#options;
    const retries = this.retries(endpointOf(request), signal);
    for (;;) {
      const exchange = await this.#exchange(request, shape, signal);
      if ("body" in exchange) {
        pacer.admitted(request.budget);
        return exchange.body;
      }
      const { error } = exchange;
      if (error.kind === "rate-limit") pacer.refused(request.budget, error.retryAfterMs);
      else if (error.kind !== "transient" || !(await retries.another(error))) throw error;
    }
  }

  /** Counts retries of one piece of work: waits before each, and says when there have been enough. */
  retries(endpoint: string, signal?: AbortSignal): { another(error: GraphError): Promise<boolean> } {
    const { clock, random, retryPolicy, observer } = this.#options;
    let retry = 0;
    let delayedMs = 0;
    return {
      another: async (error) => {
        const delayMs = nextDelayMs(retryPolicy, retry, delayedMs, random);
        if (delayMs === undefined) return false;
        observer.onRetry?.({ endpoint, error, retry, delayMs });
        retry += 1;
        delayedMs += delayMs;
        await clock.sleep(delayMs, signal);
        return true;
      },
    };
  }

  /** Takes note of usage reported inside an answer, such as in the items of a batch. */
  observe(budget: Budget, usages: readonly Usage[]): void {
    this.#options.pacer.observe(budget, usages);
    for (const usage of usages) this.#options.observer.onUsage?.(usage);
  }

  /** Takes note that an item inside an answer was refused by quota. */
  refused(budget: Budget, error: GraphError): void {
    this.#options.pacer.refused(budget, error.retryAfterMs);
  }

  async #exchange<T>(request: GraphRequest, shape: Shape<T>, signal?: AbortSignal): Promise<Exchange<T>> {
    const { pacer, limit, transport, clock, observer } = this.#options;
    const endpoint = endpointOf(request);
    await pacer.ready(request.budget, endpoint, signal);
    return limit.run(async () => {
      signal?.throwIfAborted();
      const startedAt = clock.now();
      const exchange = await transport(request, shape, signal);
      const durationMs = clock.now() - startedAt;
      observer.onRequest?.({
        endpoint,
        status: exchange.status,
        durationMs,
        quotaCalls: request.quotaCalls,
        ...("error" in exchange ? { error: exchange.error } : {}),
      });
      this.observe(request.budget, exchange.usages);
      return exchange;
    });
  }
}
