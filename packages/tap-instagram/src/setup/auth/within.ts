import type { Clock } from "@tap-instagram/core";

/** What a wait comes to when its time is over. */
export const timeIsOver: unique symbol = Symbol("time is over");

/**
 * Waits for something, and not longer than that.
 *
 * @throws the signal's reason as soon as it is aborted.
 */
export async function within<T>(
  timeoutMs: number,
  clock: Clock,
  signal: AbortSignal,
  awaited: Promise<T>,
): Promise<T | typeof timeIsOver> {
  const ended = new AbortController();
  const timer = clock
    .sleep(timeoutMs, AbortSignal.any([signal, ended.signal]))
    .then((): typeof timeIsOver => timeIsOver);
  // When the wait is over, the timer is stopped, and its result is not used.
  timer.catch(() => undefined);
  try {
    return await Promise.race([awaited, timer]);
  } finally {
    ended.abort();
  }
}
