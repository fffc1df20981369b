/** So many turns of the event loop without a request, and nothing more comes before the answers do. */
const quietTurns = 40;

/**
 * A `fetch` that answers in round trips: it holds answers back until everything is asked that can be asked without them.
 * So the time of a sync over a slow line shows as a number, the same on every machine.
 */
export class RoundTrips {
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;
  #quiet = 0;
  #isWatching = false;
  /** How many requests each round trip had. */
  readonly requests: number[] = [];

  get count(): number {
    return this.requests.length;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    this.#underWay += 1;
    this.#quiet = 0;
    try {
      const response = await globalThis.fetch(input, init);
      const { status, headers } = response;
      const body = await response.arrayBuffer();
      await this.#roundTripEnds();
      return new Response(body, { status, headers: withoutEncoding(headers) });
    } finally {
      this.#underWay -= 1;
    }
  };

  #roundTripEnds(): Promise<void> {
    if (!this.#isWatching) void this.#watch();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async #watch(): Promise<void> {
    this.#isWatching = true;
    do {
      await new Promise((resolve) => setImmediate(resolve));
      this.#quiet = this.#waiting.length === this.#underWay ? this.#quiet + 1 : 0;
    } while (this.#quiet < quietTurns);
    this.#isWatching = false;
    this.requests.push(this.#waiting.length);
    for (const answer of this.#waiting.splice(0)) answer();
  }
}

/** The body is decoded already. */
function withoutEncoding(headers: Headers): Headers {
  const kept = new Headers(headers);
  kept.delete("content-encoding");
  kept.delete("content-length");
  return kept;
}
