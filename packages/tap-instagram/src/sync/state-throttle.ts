/**
 * Limits how often bookmarks are stored. A state holds every account: storing it for every window of every account would
 * grow with the square of the accounts. So it is stored once per as many records as there are accounts. It also holds accounts
 * that only other runs read: as a bookmark has a fourth of the bytes of a record, a fourth of those accounts is enough. The end
 * of a sync stores the last bookmarks in any case.
 */
export class StateThrottle {
  readonly #checkpoint: () => Promise<void>;
  #recordsPerState = 1;
  #records = 0;
  #recordsBefore = 0;

  constructor(checkpoint: () => Promise<void>) {
    this.#checkpoint = checkpoint;
  }

  /** How many records went out. */
  get records(): number {
    return this.#records;
  }

  /** How many accounts the sync reads, and how many the state that it began with holds. */
  expect(accounts: number, stored: number): void {
    this.#recordsPerState = Math.max(accounts, stored / 4);
  }

  countRecord(): void {
    this.#records += 1;
  }

  async checkpoint(): Promise<void> {
    if (this.#records - this.#recordsBefore < this.#recordsPerState) return;
    this.#recordsBefore = this.#records;
    await this.#checkpoint();
  }
}
