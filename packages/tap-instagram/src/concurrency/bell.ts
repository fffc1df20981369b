/** Wakes all who wait for a change. */
export class Bell {
  #waiting: (() => void)[] = [];

  ring(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  /** Resolves when it rings the next time. */
  rung(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
