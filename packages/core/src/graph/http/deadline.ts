import { longestTimerMs } from "../ports.ts";

/** Thrown by work that did not end in time. */
export class DeadlineError extends Error {}

/**
 * Runs work under a signal that aborts when the caller's does, or when the time is up. Lets go of both as soon as the
 * work has ended: a client that lives for thousands of requests keeps nothing of them.
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
  try {
    return await work(either.signal);
  } catch (error) {
    either.signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}
