import { countText } from "../../log/count-text.ts";
import type { SyncLogger } from "../../log/logger.ts";
import type { ChapterAccount } from "../../book/chapter.ts";

interface OpenAccount {
  partsLeft: number;
  records: number;
  isComplete: boolean;
}

/** One line for each account whose streams have all ended: lines per stream and account would hide what matters. */
export class AccountLines {
  readonly #logger: SyncLogger;
  readonly #open = new Map<string, OpenAccount>();
  #accounts = 0;
  #partsPerAccount = 0;
  #ended = 0;

  constructor(logger: SyncLogger) {
    this.#logger = logger;
  }

  /** @param partsPerAccount How often `partEnded` comes for each account. */
  expect(accounts: number, partsPerAccount: number): void {
    this.#accounts = accounts;
    this.#partsPerAccount = partsPerAccount;
  }

  /** A stream of an account has ended, with so many records. */
  streamEnded({ id }: ChapterAccount, records: number, isComplete: boolean): void {
    const open = this.#accountOf(id);
    open.records += records;
    open.isComplete &&= isComplete;
  }

  /** A part of an account has ended. */
  partEnded({ id, name }: ChapterAccount): void {
    const open = this.#accountOf(id);
    open.partsLeft -= 1;
    if (open.partsLeft > 0) return;
    this.#open.delete(id);
    this.#ended += 1;
    const how = open.isComplete ? "complete" : "incomplete (see the errors)";
    const count = open.records === 1 ? "1 record" : `${open.records} records`;
    this.#logger.info(
      `${name}: ${how}, ${count}. ${this.#ended} of ${countText(this.#accounts, "account")} done`,
    );
  }

  #accountOf(id: string): OpenAccount {
    const known = this.#open.get(id);
    if (known) return known;
    const open = { partsLeft: this.#partsPerAccount, records: 0, isComplete: true };
    this.#open.set(id, open);
    return open;
  }
}
