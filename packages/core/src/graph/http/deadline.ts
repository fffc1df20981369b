import { secondsText } from "../durations.ts";
import { longestTimerMs } from "../ports.ts";

/** The work did not end in time. */
export class DeadlineError extends Error {
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super(`No answer within ${secondsText(timeoutMs)}`);
    this.timeoutMs = timeoutMs;
  }
}

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
    () => either.abort(new DeadlineError(timeoutMs)),
    Math.min(timeoutMs, longestTimerMs),
  );
  signal?.addEventListener("abort", stop, { once: true });
  const running = work(either.signal);
  // A failure of the work after the signal must not end the process.
  running.catch(() => undefined);
  try {
    return await unlessAborted(running, either.signal);
  } catch (error) {
    either.signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/**
 * The result of work; rejects as soon as the signal aborts. The listener goes with the work: `fetch` keeps the signal of a
 * request until the garbage collector has run twice, and a listener on it would keep the answer.
 */
function unlessAborted<T>(running: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason);
    signal.addEventListener("abort", giveUp, { once: true });
    running.finally(() => signal.removeEventListener("abort", giveUp)).then(resolve, reject);
  });
}
