import type { TapOutput } from "@tap-instagram/singer";

/**
 * Writes STATE as often as it pays. A state holds every account, so that one per window and account would grow with the
 * square of the accounts: it is written once at least as many records went out as there are accounts. The end of a sync
 * writes the last one in any case.
 */
export class StateThrottle {
  readonly #output: TapOutput;
  #accounts = 1;
  #recordsBefore = 0;

  constructor(output: TapOutput) {
    this.#output = output;
  }

  /** How many accounts a state will hold. */
  expect(accounts: number): void {
    this.#accounts = accounts;
  }

  async write(): Promise<void> {
    const { recordCount } = this.#output;
    if (recordCount - this.#recordsBefore < this.#accounts) return;
    this.#recordsBefore = recordCount;
    await this.#output.state();
  }
}
