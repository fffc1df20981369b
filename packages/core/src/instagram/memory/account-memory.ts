/** More than are ever read side by side. What is known of one takes up to two kilobytes. */
const mostAccounts = 128;

/**
 * What a reader has learned of accounts. It is needed while an account is read. Of an account that was read long ago it
 * is forgotten: memory does not grow with the number of accounts.
 */
export class AccountMemory<Known> {
  readonly #make: () => Known;
  /** The account that was used last is the last one. */
  readonly #accounts = new Map<string, Known>();
  #last: string | undefined;

  /** @param make What is known of an account at first. */
  constructor(make: () => Known) {
    this.#make = make;
  }

  /** How many accounts are remembered. */
  get size(): number {
    return this.#accounts.size;
  }

  /** What is known of an account, to read and to add to. */
  of(account: string): Known {
    const known = this.#accounts.get(account) ?? this.#make();
    if (account === this.#last) return known;
    this.#last = account;
    this.#accounts.delete(account);
    this.#accounts.set(account, known);
    if (this.#accounts.size > mostAccounts) {
      const [oldest = ""] = this.#accounts.keys();
      this.#accounts.delete(oldest);
    }
    return known;
  }
}
