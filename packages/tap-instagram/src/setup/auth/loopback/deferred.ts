/** A promise that others settle. */
export class Deferred<T> {
  readonly promise: Promise<T>;
  #settle: ((value: T) => void) | undefined;

  constructor() {
    this.promise = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  resolve(value: T): void {
    this.#settle?.(value);
  }
}
