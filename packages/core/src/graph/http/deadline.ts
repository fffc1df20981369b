import { longestTimerMs } from "../ports.ts";

/** Thrown by work that did not end in time. */
export class DeadlineError extends Error {}

/**
 * Runs work under a signal that aborts when the caller's does, or when the time is up. Ends at that moment even where
 * the work does not hear the signal: runtimes lose an abort now and then. Lets go of both as soon as the work has
 * ended: a client that lives for thousands of requests keeps nothing of them.
 *
 * @throws DeadlineError when the time was up; the caller's reason when it aborted; what the work throws.
 */
export async function withDeadline<T>(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const either = new AbortController();
  const stop = () => either.abort(signal?.reason);
  const timer = setTimeout(
    () => either.abort(new DeadlineError(`No answer within ${timeoutMs / 1000} seconds`)),
    Math.min(timeoutMs, longestTimerMs),
  );
  signal?.addEventListener("abort", stop, { once: true });
  const running = work(either.signal);
  // When the signal wins the race, a later failure of the work must not end the process.
  running.catch(() => undefined);
  try {
    return await Promise.race([running, rejectedBy(either.signal)]);
  } catch (error) {
    either.signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
