import type { SyncLogger } from "../../log/logger.ts";
import type { ChapterAccount } from "../../book/chapter.ts";

/** With more accounts than this, a line per stream and account hides what matters. */
const fewAccounts = 20;

interface OpenAccount {
  partsLeft: number;
  records: number;
  isComplete: boolean;
}

/** Where a run has many accounts: one line for each of them that has ended, with how many have. */
export class AccountLines {
  readonly #logger: SyncLogger;
  readonly #open = new Map<string, OpenAccount>();
  #accounts = 0;
  #partsPerAccount = 0;
  #ended = 0;

  constructor(logger: SyncLogger) {
    this.#logger = logger;
  }

  /** Whether streams that are complete are told of as accounts, and one by one for debugging alone. */
  get areMany(): boolean {
    return this.#accounts > fewAccounts;
  }

  /** @param partsPerAccount How often `partEnded` comes for each account. */
  expect(accounts: number, partsPerAccount: number): void {
    this.#accounts = accounts;
    this.#partsPerAccount = partsPerAccount;
  }

  /** A stream of an account has ended, with so many records. */
  streamEnded({ id }: ChapterAccount, records: number, isComplete: boolean): void {
    if (!this.areMany) return;
    const open = this.#accountOf(id);
    open.records += records;
    open.isComplete &&= isComplete;
  }

  /** A part of an account has ended. */
  partEnded({ id, name }: ChapterAccount): void {
    if (!this.areMany) return;
    const open = this.#accountOf(id);
    open.partsLeft -= 1;
    if (open.partsLeft > 0) return;
    this.#open.delete(id);
    this.#ended += 1;
    const how = open.isComplete ? "complete" : "incomplete (see the errors)";
    const count = open.records === 1 ? "1 record" : `${open.records} records`;
    this.#logger.info(`${name}: ${how}, ${count}. ${this.#ended} of ${this.#accounts} accounts done`);
  }

  #accountOf(id: string): OpenAccount {
    const known = this.#open.get(id);
    if (known) return known;
    const open = { partsLeft: this.#partsPerAccount, records: 0, isComplete: true };
    this.#open.set(id, open);
    return open;
  }
}
