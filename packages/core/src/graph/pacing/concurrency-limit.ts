/** Runs at most `limit` tasks at a time. The others wait and start in their order. */
export class ConcurrencyLimit {
  /** The most tasks at a time. */
  readonly most: number;
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.most = Math.max(1, limit);
    this.#free = this.most;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
