import type { GraphObserver } from "@tap-instagram/core";
import type { Logger } from "@tap-instagram/singer";

/** Counts requests, and says in the log what a person waiting for the sync wants to know. */
export class RequestLog {
  readonly #logger: Logger;
  readonly #counts = new Map<
    string,
    { endpoint: string; status: string; requests: number; quotaCalls: number }
  >();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Calls of quota so far: each item of a batch is one. */
  get quotaCalls(): number {
    let calls = 0;
    for (const { quotaCalls } of this.#counts.values()) calls += quotaCalls;
    return calls;
  }

  readonly observer: GraphObserver = {
    onRequest: ({ endpoint, status, quotaCalls, durationMs }) => {
      const statusText = status === undefined ? "none" : String(status);
      const key = `${endpoint} ${statusText}`;
      const count = this.#counts.get(key) ?? { endpoint, status: statusText, requests: 0, quotaCalls: 0 };
      count.requests += 1;
      count.quotaCalls += quotaCalls;
      this.#counts.set(key, count);
      this.#logger.debug(`${endpoint} answered ${statusText} in ${durationMs} ms`);
    },
    onRetry: ({ endpoint, error, retry, delayMs }) =>
      this.#logger.info(`Retry ${retry + 1} of ${endpoint} in ${delayMs} ms (${error.reason ?? error.kind})`),
    onWait: ({ budget, waitMs }) =>
      this.#logger.info(`The quota of ${budget} is used up: waiting ${Math.ceil(waitMs / 1000)} s`),
    onSlowDown: ({ budget, percent, spacingMs }) =>
      this.#logger.info(
        `The quota of ${budget} is used to ${percent} %: from here on a call takes ${spacingMs / 1000} s, so that some of it stays`,
      ),
    onNotice: (text) => this.#logger.info(text),
  };

  /** A metric per endpoint and status. */
  emitMetrics(): void {
    for (const { endpoint, status, requests, quotaCalls } of this.#counts.values()) {
      const tags = { endpoint, http_status_code: status };
      this.#logger.metric({ type: "counter", metric: "http_request_count", value: requests, tags });
      this.#logger.metric({ type: "counter", metric: "quota_call_count", value: quotaCalls, tags });
    }
  }
}
