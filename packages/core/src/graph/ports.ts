/** The time of the client. Tests pass a clock that never waits. */
export interface Clock {
  /**
   * Milliseconds since the epoch, on a clock that never steps back: every wait and every duration is measured with it. A
   * correction of the machine's clock while the process runs does not show.
   */
  now(): number;
  /** Resolves after `ms` milliseconds. Rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A number in [0, 1), as `Math.random` gives. */
export type Random = () => number;

/**
 * The platform's `fetch`, or anything that behaves like it. One that cannot use its proxy rejects with an error whose
 * `code` is `ERR_WRONG_PROXY`: such a request is not tried again.
 */
export type Fetch = typeof globalThis.fetch;

/** Runtimes fire a longer timer at once. */
export const longestTimerMs: number = 2 ** 31 - 1;

/** The monotonic clock of the runtime, counted from the time of day at which the process began. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const abort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener("abort", abort);
          resolve();
        },
        Math.min(ms, longestTimerMs),
      );
      signal?.addEventListener("abort", abort, { once: true });
    }),
};
