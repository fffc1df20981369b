import { ofEveryRequest } from "./errors/table/quota-rules.ts";
import type { ConcurrencyLimit } from "./pacing/concurrency-limit.ts";
import type { ErrorFactory } from "./errors/error-factory.ts";
import type { GraphError } from "./errors/errors.ts";
import { isAboutSize } from "./errors/remedies.ts";
import type { GraphObserver } from "./observer.ts";
import { OutageGuard } from "./pacing/outage-guard.ts";
import type { LoadGate, LoadTicket } from "./pacing/load-gate.ts";
import type { Pacer } from "./pacing/pacer.ts";
import type { Clock, Random } from "./ports.ts";
import { contextOf, endpointOf, type GraphRequest } from "./http/request.ts";
import { Retries } from "./retries.ts";
import type { RetryPolicy } from "./pacing/retry.ts";
import type { Exchange, Shape, Transport } from "./http/transport.ts";
import type { Budget } from "./pacing/budget.ts";
import type { Usage } from "./pacing/usage.ts";

export interface SenderOptions {
  errors: ErrorFactory;
  transport: Transport;
  pacer: Pacer;
  limit: ConcurrencyLimit;
  load: LoadGate;
  retryPolicy: RetryPolicy;
  clock: Clock;
  random: Random;
  observer: GraphObserver;
}

/** `wasAlone`: no other request was under way meanwhile. */
type Sent<T> = Exchange<T> & { readonly wasAlone: boolean };

/** Sends requests until they are answered: at the pace that the quota allows, and with retries. */
export class Sender {
  readonly #options: SenderOptions;

  /** Whether the API fails whatever it is asked. */
  readonly outage: OutageGuard;

  constructor(options: SenderOptions) {
    this.#options = options;
    const { clock, limit, retryPolicy } = options;
    this.outage = new OutageGuard({ clock, concurrency: limit.most, retryPolicy });
  }

  /** Makes the errors of refusals inside an answer. */
  get errors(): ErrorFactory {
    return this.#options.errors;
  }

  /**
   * The body of the answer. With `maxRetries: 0`, it does not wait for quota either.
   *
   * @throws GraphError, of the kind `rate-limit` without retries only; the signal's reason when aborted.
   */
  async send<T>(
    request: GraphRequest,
    shape: Shape<T>,
    signal?: AbortSignal,
    maxRetries?: number,
  ): Promise<T> {
    const retries = this.retries(endpointOf(request), signal, maxRetries);
    const { outage } = this;
    for (;;) {
      const exchange = await outage.run(async () => {
        const failure = this.#silence(request) ?? outage.failureOf(request.budget);
        return failure
          ? { error: failure, usages: [], wasAlone: true }
          : this.#exchange(request, shape, signal);
      }, signal);
      if ("body" in exchange) {
        // The API accepts every batch; only its items show whether there was quota.
        if (request.method === "GET") this.admitted(request.budget);
        return exchange.body;
      }
      const error = this.#silence(request) ?? exchange.error;
      if (maxRetries === 0) throw error;
      if (error.kind === "rate-limit") continue;
      if (request.canBeSplit && isAboutSize(error)) throw error;
      if (this.#isAboutLoad(request, error, exchange.wasAlone)) {
        if (await retries.another(error)) continue;
        throw error;
      }
      if (error.kind !== "transient" || outage.unanswered !== undefined) throw error;
      const isAgain = outage.isOutage ? outage.mayEnd(error) : await retries.another(error);
      if (!isAgain) throw this.#isDeaf(error) ? this.#unheard(request) : error;
    }
  }

  /** Counts the retries of one piece of work. */
  retries(endpoint: string, signal?: AbortSignal, maxRetries?: number): Retries {
    return new Retries(this.#options, endpoint, signal, maxRetries);
  }

  /** Notes usage that an answer reports inside its body, as batches do. */
  observe(budget: Budget, usages: readonly Usage[]): void {
    this.#options.pacer.observe(budget, usages);
    for (const usage of usages) this.#options.observer.onUsage?.(usage);
  }

  /** Notes that the API answered a request, or an item of a batch. */
  admitted(budget: Budget): void {
    this.#options.pacer.admitted(budget);
    this.#options.load.answered(budget);
  }

  /** Notes that the API refused the amount of a request, or of all items of a batch. */
  overloaded(budget: Budget, ticket?: LoadTicket): void {
    this.#options.load.refused(budget, ticket);
  }

  /** Whether others are under way, or requests of a budget go one at a time. */
  isBusy(budget: Budget): boolean {
    const { load } = this.#options;
    return load.underWay > 0 || load.isSlowedDown(budget);
  }

  /** Notes a refusal by quota, of a request or of an item of a batch. */
  refused(budget: Budget, error: GraphError): void {
    // Requests of the app draw on another quota than those of accounts: where it is used up, those may go on.
    const isOfApp = budget === "app" && error.reason === "app-quota";
    const isOfAll = !isOfApp && ofEveryRequest.has(error.reason);
    this.#options.pacer.refused(budget, error.retryAfterMs, isOfAll);
  }

  /** Whether a request that cannot ask for less was refused for what else is asked at the same time. */
  #isAboutLoad({ budget, canBeHalved }: GraphRequest, { kind }: GraphError, wasAlone: boolean): boolean {
    if (kind !== "too-much-data" || canBeHalved === true) return false;
    // Where one goes at a time, others only wait.
    const hadCompany = !wasAlone && this.#options.limit.most > 1;
    return hadCompany || this.#options.load.isSlowedDown(budget);
  }

  /** The failure of every request, once the API is given up for good. */
  #silence(request: GraphRequest): GraphError | undefined {
    const { unanswered } = this.outage;
    if (unanswered === undefined) return undefined;
    const found = `The API left ${unanswered} requests in a row without an answer, so it is given up for now`;
    const reason = this.outage.hasHeard ? "given-up" : "no-answer";
    return this.errors(contextOf(request)).broken(reason, found, { hint: "Run again later" });
  }

  /** Whether the API has not answered anything, this request included. */
  #isDeaf({ reason }: GraphError): boolean {
    return reason === "timeout" && !this.outage.hasHeard;
  }

  #unheard(request: GraphRequest): GraphError {
    const found = "The API does not answer at all: no request was answered in time";
    return this.errors(contextOf(request)).broken("no-answer", found, { hint: "Run again later" });
  }

  async #exchange<T>(request: GraphRequest, shape: Shape<T>, signal?: AbortSignal): Promise<Sent<T>> {
    const { pacer, limit, load } = this.#options;
    for (;;) {
      await pacer.ready(request.budget, endpointOf(request), signal, request.quotaCalls);
      // A request that waits for the load to pass takes no place from others.
      const { result, wasAlone } = await load.run(
        request.budget,
        (ticket) =>
          limit.run(async () =>
            // The API may have refused others during this wait. Sending now would extend the block.
            pacer.isBlocked(request.budget) ? undefined : this.#transmit(request, shape, ticket, signal),
          ),
        signal,
      );
      if (result) return { ...result, wasAlone };
    }
  }

  async #transmit<T>(
    request: GraphRequest,
    shape: Shape<T>,
    ticket: LoadTicket,
    signal?: AbortSignal,
  ): Promise<Exchange<T>> {
    const { transport, clock, observer } = this.#options;
    signal?.throwIfAborted();
    const startedAt = clock.now();
    const exchange = await transport(request, shape, signal);
    observer.onRequest?.({
      endpoint: endpointOf(request),
      status: exchange.status,
      durationMs: Math.round(clock.now() - startedAt),
      quotaCalls: request.quotaCalls,
      error: "error" in exchange ? exchange.error : undefined,
    });
    this.observe(request.budget, exchange.usages);
    if (exchange.status !== undefined) this.outage.heard();
    if ("error" in exchange && exchange.error.kind === "transient")
      this.outage.failed(request.budget, exchange.error);
    else this.outage.answered();
    // Noted before the slot is free, so the next request waits.
    if ("error" in exchange && exchange.error.kind === "rate-limit")
      this.refused(request.budget, exchange.error);
    if ("error" in exchange && exchange.error.kind === "too-much-data")
      this.overloaded(request.budget, ticket);
    return exchange;
  }
}
