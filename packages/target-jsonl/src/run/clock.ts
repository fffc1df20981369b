/** Time, passed in: tests do not wait for it. */
export interface Clock {
  /** Milliseconds since 1970, for dates. Steps when someone sets the clock of the machine. */
  now(): number;
  /** Milliseconds since some moment, for durations. Never steps. */
  elapsed(): number;
  /** Calls back once after some milliseconds. Returns a function that cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}

/** {@link Clock.after} in real time, which no step of the machine's clock changes. */
export function afterMs(delayMs: number, callback: () => void): () => void {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
}
