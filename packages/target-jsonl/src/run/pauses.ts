import type { Clock } from "./clock.ts";

/** A signal waits about this long at most. */
const intervalMs = 100;

/** Lets signals and timers through while many rows, or slow ones, are read without waiting for anything. */
export class Pauses {
  readonly #clock: Clock;
  #lastMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#lastMs = clock.elapsed();
  }

  /** A pause to await, when one is due. */
  ifDue(): Promise<void> | undefined {
    if (this.#clock.elapsed() - this.#lastMs < intervalMs) return undefined;
    return new Promise((resolve) => {
      this.#clock.after(0, () => {
        this.#lastMs = this.#clock.elapsed();
        resolve();
      });
    });
  }
}
