/** Time, passed in so that tests need not wait for it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after some milliseconds; returns how to call that off. */
  after(delayMs: number, callback: () => void): () => void;
}

/** {@link Clock.after} in real time. */
export function afterMs(delayMs: number, callback: () => void): () => void {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
}
