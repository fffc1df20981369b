/** Now in RFC 3339. Many records come in the same millisecond, which is made into text once. */
export class TimeText {
  readonly #now: () => number;
  #lastMs: number | undefined;
  #text = "";

  constructor(now: () => number) {
    this.#now = now;
  }

  now(): string {
    const ms = this.#now();
    if (ms !== this.#lastMs) {
      this.#lastMs = ms;
      this.#text = new Date(ms).toISOString();
    }
    return this.#text;
  }
}
