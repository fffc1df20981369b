import type { GraphError } from "../errors/errors.ts";
import { keyOfBudget, type Budget } from "./budget.ts";

/** Failures in a row, each through all its retries, for each request in flight. */
const failuresPerSlot = 3;

/** With few requests in flight, so many timeouts in a row are no chance any more. */
const fewestTimeouts = 12;

/**
 * Notices that the API fails whatever it is asked. From then on nothing is retried, one request at a time probes, and one
 * per budget: accounts that cannot be read cost a request each, and no minutes of waiting. The first answer ends it.
 */
export class OutageGuard {
  readonly #mostFailures: number;
  readonly #mostTimeouts: number;
  #failures = 0;
  #timeouts = 0;
  /** The failure that each budget met since the outage was noticed, by {@link keyOfBudget}. */
  readonly #givenUp = new Map<string, GraphError>();
  #probe: Promise<void> = Promise.resolve();

  constructor(concurrency: number) {
    this.#mostFailures = concurrency * failuresPerSlot;
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

  /** The failure of a budget that has been probed in vain. */
  failureOf(budget: Budget): GraphError | undefined {
    return this.isOutage ? this.#givenUp.get(keyOfBudget(budget)) : undefined;
  }

  /** Runs a request. During an outage it waits for the probe before it. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (!this.isOutage) return work();
    const probe = this.#probe.then(work);
    this.#probe = probe.then(
      () => undefined,
      () => undefined,
    );
    return probe;
  }

  answered(): void {
    this.#failures = 0;
    this.#timeouts = 0;
    this.#givenUp.clear();
  }

  failed(budget: Budget, error: GraphError): void {
    this.#failures += 1;
    if (error.reason === "timeout") this.#timeouts += 1;
    if (this.isOutage) this.#givenUp.set(keyOfBudget(budget), error);
  }
}
