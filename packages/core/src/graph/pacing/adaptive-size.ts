/**
 * How much to ask for at once: shrinks when the API finds it too much, grows back after a while of success,
 * never above where it began.
 */
export class AdaptiveSize {
  readonly #largest: number;
  readonly #successesToGrow: number;
  #current: number;
  #successes = 0;

  constructor(largest: number, successesToGrow = 5) {
    this.#largest = largest;
    this.#current = largest;
    this.#successesToGrow = successesToGrow;
  }

  get current(): number {
    return this.#current;
  }

  /** Halves the size. False when it is one already. */
  shrink(): boolean {
    this.#successes = 0;
    if (this.#current <= 1) return false;
    this.#current = Math.ceil(this.#current / 2);
    return true;
  }

  succeeded(): void {
    if (this.#current === this.#largest) return;
    this.#successes += 1;
    if (this.#successes < this.#successesToGrow) return;
    this.#successes = 0;
    this.#current = Math.min(this.#largest, this.#current * 2);
  }
}
