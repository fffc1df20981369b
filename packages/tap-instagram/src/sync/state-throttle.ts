/**
 * Limits how often bookmarks are stored. A state holds every account: storing it for every window of every account would
 * grow with the square of the accounts. So it is stored once per as many records as there are accounts. The end of a sync
 * stores the last bookmarks in any case.
 */
export class StateThrottle {
  readonly #checkpoint: () => Promise<void>;
  #accounts = 1;
  #records = 0;
  #recordsBefore = 0;

  constructor(checkpoint: () => Promise<void>) {
    this.#checkpoint = checkpoint;
  }

  /** How many records went out. */
  get records(): number {
    return this.#records;
  }

  /** How many accounts a state will hold. */
  expect(accounts: number): void {
    this.#accounts = accounts;
  }

  countRecord(): void {
    this.#records += 1;
  }

  async checkpoint(): Promise<void> {
    if (this.#records - this.#recordsBefore < this.#accounts) return;
    this.#recordsBefore = this.#records;
    await this.#checkpoint();
  }
}
