import { countText } from "./count-text.ts";
import { nameOfBudget, type Budget, type GraphObserver } from "@tap-instagram/core";
import { CallCounts } from "./call-counts.ts";
import type { SyncLogger } from "./logger.ts";

/** How many requests went to an endpoint and got one status. */
export interface RequestCount {
  endpoint: string;
  /** HTTP status; `none` where no answer came. */
  status: string;
  requests: number;
  /** Each item of a batch is one. */
  quotaCalls: number;
}

/**
 * Counts requests, and logs what a person who waits for the sync wants to know.
 *
 * @example
 * ```ts
 * import { RequestLog, type SyncLogger } from "tap-instagram/engine";
 *
 * declare const logger: SyncLogger;
 * const requests = new RequestLog(logger, (waitMs) => console.log("waiting", waitMs));
 * console.log(requests.quotaCalls); // 0, until a sync has it
 * ```
 */
export class RequestLog {
  readonly #logger: SyncLogger;
  readonly #onWait: (waitMs: number) => void;
  readonly #also: GraphObserver;
  readonly #counts = new Map<string, RequestCount>();
  /** The same calls by stream. */
  readonly calls: CallCounts;

  /**
   * @param onWait Called before requests wait for quota, with how long they wait.
   * @param also Told of requests, retries, waits and usage too.
   * @param calls Default: by stream alone.
   */
  constructor(
    logger: SyncLogger,
    onWait: (waitMs: number) => void = () => undefined,
    also: GraphObserver = {},
    calls: CallCounts = new CallCounts(),
  ) {
    this.#logger = logger;
    this.#onWait = onWait;
    this.#also = also;
    this.calls = calls;
  }

  /** Calls of quota so far: each item of a batch is one. */
  get quotaCalls(): number {
    let calls = 0;
    for (const { quotaCalls } of this.#counts.values()) calls += quotaCalls;
    return calls;
  }

  readonly observer: GraphObserver = {
    onRequest: (request) => {
      const { endpoint, status, quotaCalls, durationMs } = request;
      const statusText = status === undefined ? "none" : String(status);
      const key = `${endpoint} ${statusText}`;
      const count = this.#counts.get(key) ?? { endpoint, status: statusText, requests: 0, quotaCalls: 0 };
      count.requests += 1;
      count.quotaCalls += quotaCalls;
      this.#counts.set(key, count);
      this.calls.count(quotaCalls, durationMs);
      this.#also.onRequest?.(request);
      this.#logger.debug(`${endpoint}: status ${statusText} in ${durationMs} ms`);
    },
    onRetry: (again) => {
      const { endpoint, error, retry, delayMs } = again;
      const why = error.reason ?? error.kind;
      this.#logger.info(`${endpoint} failed (${why}): retry ${retry + 1} in ${delayMs} ms`);
      this.#also.onRetry?.(again);
    },
    onUsage: (usage) => this.#also.onUsage?.(usage),
    onWait: (wait) => {
      const { budget, waitMs } = wait;
      this.#logger.info(`Quota of ${nameOfBudget(budget)} used up: waiting ${Math.ceil(waitMs / 1000)} s`);
      this.#onWait(waitMs);
      this.#also.onWait?.(wait);
    },
    onSlowDown: ({ budget, percent, spacingMs }) =>
      this.#logger.info(
        `Quota of ${nameOfBudget(budget)} at ${percent} %: slowing down to one call every ${spacingMs / 1000} s`,
      ),
    onOverload: ({ budget, refusals, pauseMs }) => {
      const whose = requestsOf(budget);
      this.#logger.info(
        `The API refused ${countText(refusals, "time")} to answer so much at once. ${whose} go one at a time, after a pause of ` +
          `${pauseMs / 1000} s, until it answers. Nothing to do. If every run says so, lower page_size or concurrency`,
      );
    },
    onRelief: ({ budget }) => {
      const whose = requestsOf(budget);
      this.#logger.info(`The API answers again. ${whose} go side by side again`);
    },
    onNotice: (text) => this.#logger.info(text),
  };

  /** By endpoint and status. */
  get counts(): readonly RequestCount[] {
    return [...this.#counts.values()];
  }
}

function requestsOf(budget: Budget | undefined): string {
  return budget === undefined ? "Requests of all accounts" : `Requests of ${nameOfBudget(budget)}`;
}
