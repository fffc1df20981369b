import { countText } from "../../log/count-text.ts";
import { QuotaExhaustedError, type GraphError, type InstagramAccount } from "@tap-instagram/core";
import type { Chapter, ChapterAccount } from "../../book/chapter.ts";
import type { LackGroup } from "../../book/lack-groups.ts";
import { reasons } from "../../book/reasons.ts";
import { metricNameOf } from "../../book/thing.ts";
import type { SyncLogger } from "../../log/logger.ts";
import type { KnownAccount } from "../sink.ts";
import { AccountLines } from "./account-lines.ts";

/** Tells in the log what happens to streams and accounts. What it says of completeness comes from the book. */
export class SyncReport {
  readonly #logger: SyncLogger;
  readonly #said = new Set<string>();
  readonly #named = new Map<string, Set<string>>();
  readonly accounts: AccountLines;

  constructor(logger: SyncLogger) {
    this.#logger = logger;
    this.accounts = new AccountLines(logger);
  }

  /** Warns once about a topic. Without a topic, the text is its own. */
  warnOnce(text: string, topic: string = text): void {
    if (this.#said.has(topic)) return;
    this.#said.add(topic);
    this.#logger.warning(text);
  }

  /** Warns of names that share a fate, and of each of them once: accounts and posts find the same out by themselves. */
  warnOfNames(fate: string, names: readonly string[], advice: string): void {
    const named = this.#named.get(fate) ?? new Set();
    this.#named.set(fate, named);
    const unnamed = names.filter((name) => !named.has(name));
    if (unnamed.length === 0) return;
    for (const name of unnamed) named.add(name);
    this.#logger.warning(`${fate}: ${unnamed.join(", ")}. ${advice}`);
  }

  /** The walk of a stream came to its end. What is missing is told with the API's own words for the first of it. */
  streamCompleted({ stream, account, counts, lacks }: Chapter, records: number): void {
    const logger = this.#logger.forStream(stream);
    const count = records === 1 ? "1 record" : `${records} records`;
    if (counts.missing === 0) {
      // Of each account there is one line for people when all its streams have ended.
      logger.debug(`${account.name}: complete, ${count}`);
      return;
    }
    const missing = lacks.filter(({ reason }) => reasons[reason].ending === "missing");
    logger.error(`${account.name}: incomplete, ${count}. Missing: ${missing.map(textOf).join("; ")}`);
  }

  streamFailed({ stream, account }: Chapter, error: Error): void {
    if (error instanceof QuotaExhaustedError && error.owner !== undefined) {
      this.#quotaEnded(stream, account, error.owner, error.message);
      return;
    }
    this.#logger.forStream(stream).error(`${account.name}: failed. ${error.message}`);
  }

  /** It stops many streams alike: one sentence for each quota, and the last lines of the log name the streams. */
  #quotaEnded(stream: string, account: ChapterAccount, owner: string, message: string): void {
    const logger = this.#logger.forStream(stream);
    if (this.#said.has(owner))
      return logger.debug(`${account.name}: stopped, the quota of ${owner} is used up`);
    this.#said.add(owner);
    this.#logger.error(`${message}. The end of the log names the streams that it stopped`);
  }

  /** The account has no figure of any day: an ordinary thing for one without followers. */
  withoutFigures({ stream, account }: Chapter): void {
    this.#logger
      .forStream(stream)
      .warning(
        `${account.name}: the API has no figure of any day. The next run asks again from the start date`,
      );
  }

  /** Without an error, the token sees no such account. */
  accountFailed(wanted: string, error: GraphError | undefined): void {
    const message = error?.message ?? notVisible;
    this.#logger.error(`Account ${wanted} cannot be read. ${message}`);
  }

  /** A list of accounts did not come to its end: some may be missing, and their names are not known. */
  accountsIncomplete(error: GraphError): void {
    this.#logger.error(`The list of accounts may be incomplete. ${error.message}`);
  }

  /** Accounts that earlier runs read are not among those that the token sees. */
  accountsNotSeen(accounts: readonly KnownAccount[]): void {
    for (const account of accounts.slice(0, mostNamed)) {
      const { id } = account;
      this.#logger.warning(
        `The token no longer sees account ${nameOf(account)}, which earlier runs read. Give the token access to it again (${grantedPages}), or let it go: add ${id} to exclude_accounts, or run tap-instagram state forget --account ${id} with the file of the state`,
      );
    }
    const others = accounts.slice(mostNamed);
    if (others.length === 0) return;
    for (const account of others) this.#logger.debug(`The token no longer sees account ${nameOf(account)}`);
    this.#logger.warning(
      `The token no longer sees ${countText(others.length, "more account")} of earlier runs. LOGLEVEL=DEBUG names each. If the state is from runs with another token, use the state that belongs to this one`,
    );
  }
}

/** So many accounts that are no longer seen are named in a warning each. */
const mostNamed = 20;

/** Where people change which Pages and accounts an app may see. */
const grantedPages = "https://www.facebook.com/settings?tab=business_tools";

const notVisible = `The token sees no account with this id or name. Check the setting accounts, and which Pages the token was granted: ${grantedPages}`;

/** `3 failed (Cannot GET …)`, `2 refused by the API: views (reel)` */
function textOf({ reason, count, details }: LackGroup): string {
  const metrics = [...new Set(details.flatMap(({ thing }) => metricNameOf(thing) ?? []))];
  const said = details.find(({ refusal }) => refusal)?.refusal?.message;
  const names = metrics.length === 0 ? "" : `: ${metrics.join(", ")}`;
  return `${count} ${reasons[reason].text}${names}${said === undefined ? "" : ` (${said})`}`;
}

/** How logs call an account. */
export function nameOf({ id, username }: InstagramAccount | KnownAccount): string {
  return username ? `${username} (${id})` : id;
}
