/** So many accounts whose walks were refused a bound of time show that it is refused of all. */
const doubtsToGiveUp = 2;

/** What a run knows of its timelines: how many it is walking over, and whether the API keeps to bounds of time. */
export class Timelines {
  #walks = 0;
  #doubts = 0;
  #takesSince = true;

  /** How many walks go on at the same time. */
  get walks(): number {
    return this.#walks;
  }

  /** False once the API has shown that it takes no bounds of time: it is the same for all accounts. */
  get keepsBounds(): boolean {
    return this.#doubts < doubtsToGiveUp;
  }

  /** A walk was not answered as its bounds of time say. True when that is news. */
  losesBounds(isProven: boolean): boolean {
    const isNews = this.#doubts === 0;
    this.#doubts += isProven ? doubtsToGiveUp : 1;
    return isNews;
  }

  /** False once the API refused to be asked for posts since a time, and gave them without. */
  get takesSince(): boolean {
    return this.#takesSince;
  }

  /** Posts came without the bound that was refused. True when that is news. */
  refusesSince(): boolean {
    const isNews = this.#takesSince;
    this.#takesSince = false;
    return isNews;
  }

  /** Counts a walk for as long as it goes on. */
  async *counted<Chunk>(chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk, void, undefined> {
    this.#walks += 1;
    try {
      yield* chunks;
    } finally {
      this.#walks -= 1;
    }
  }
}
