/** How much to ask for at once. It shrinks when the API refuses the amount, and grows back after some successes. */
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

  /** Halves the size. False when it is already one. */
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
