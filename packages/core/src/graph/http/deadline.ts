import { longestTimerMs } from "../ports.ts";

/** The work did not end in time. */
export class DeadlineError extends Error {}

/**
 * Runs work under a signal that aborts when the caller's signal does, or when the time is up. It ends at that moment
 * even if the work misses the signal: some runtimes lose an abort. It removes timer and listener when the work ends, so
 * a client keeps nothing of its past requests.
 *
 * @throws DeadlineError when the time is up; the caller's reason when it aborts; what the work throws.
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
  // A failure of the work after the signal must not end the process.
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
