import { GraphError, type InstagramAccount } from "@tap-instagram/core";
import type { Chapter } from "../../book/chapter.ts";
import { reasonOf } from "../../book/reason-of.ts";
import { reasons, type Reason } from "../../book/reasons.ts";
import type { SyncLogger } from "../../log/logger.ts";
import type { Failure } from "../sink.ts";

/** Tells in the log what happens to streams and accounts. Grows with accounts and streams, never with records. */
export class SyncReport {
  readonly #logger: SyncLogger;
  readonly #failures: Failure[] = [];
  readonly #said = new Set<string>();

  constructor(logger: SyncLogger) {
    this.#logger = logger;
  }

  get failures(): readonly Failure[] {
    return this.#failures;
  }

  /** Texts that differ only in an id count as one, or 50,000 posts would give 50,000 lines. */
  warnOnce(text: string): void {
    const key = text.replaceAll(/\d{5,}/g, "{id}");
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.#logger.warning(text);
  }

  /** The walk of a stream came to its end. What is missing is told with the API's own words for the first of it. */
  streamCompleted(chapter: Chapter, account: InstagramAccount, records: number): void {
    const { stream, counts, lacks } = chapter;
    const logger = this.#logger.forStream(stream);
    const count = records === 1 ? "1 record" : `${records} records`;
    if (counts.missing === 0) {
      logger.info(`${nameOf(account)}: ${stream} complete, ${count}`);
      return;
    }
    const missing = lacks.filter(({ reason }) => reasons[reason].ending === "missing");
    for (const { reason, details } of missing) {
      const message = details.find(({ refusal }) => refusal)?.refusal?.message ?? reasons[reason].text;
      this.#failures.push({ stream, account: nameOf(account), kind: kindOf(reason), reason, message });
    }
    const told = missing.map(({ reason, count: lacking, details }) => {
      const said = details.find(({ refusal }) => refusal)?.refusal?.message;
      return `${lacking} ${reasons[reason].text}${said === undefined ? "" : ` (${said})`}`;
    });
    logger.error(`${nameOf(account)}: ${stream} incomplete, ${count}. Missing: ${told.join("; ")}`);
  }

  streamFailed({ stream }: Chapter, account: InstagramAccount, error: Error): void {
    const reason = error instanceof GraphError ? reasonOf(error) : "failed";
    this.#failures.push({
      stream,
      account: nameOf(account),
      kind: kindOf(reason),
      reason,
      message: error.message,
    });
    this.#logger.forStream(stream).error(`${nameOf(account)}: ${stream} failed. ${error.message}`);
  }

  /** The account has no figure of any day: an ordinary thing for one without followers. */
  withoutFigures(stream: string, account: InstagramAccount): void {
    this.#logger
      .forStream(stream)
      .warning(
        `${nameOf(account)}: the API has no figure of any day for ${stream}. The next run asks again from the start date`,
      );
  }

  /** Without an error, the token sees no such account. */
  accountFailed(wanted: string, error: GraphError | undefined): void {
    const message =
      error?.message ??
      "The token sees no account with this id or name. Check the setting accounts, and which Pages the token was granted";
    this.#accountFailed(wanted, message, error);
    this.#logger.error(`Account ${wanted} cannot be read. ${message}`);
  }

  /** A list of accounts did not come to its end: some may be missing, and their names are not known. */
  accountsIncomplete(error: GraphError): void {
    this.#accountFailed("(unknown)", error.message, error);
    this.#logger.error(`The list of accounts may be incomplete. ${error.message}`);
  }

  /** An account that earlier runs read is not among those that the token sees. */
  accountNotSeen(id: string): void {
    const message = `The token no longer sees account ${id}, which earlier runs read`;
    this.#accountFailed(id, message, undefined);
    this.#logger.warning(
      `${message}. Give the token access to its Page again, or let it go: add it to exclude_accounts, or run tap-instagram state forget --account ${id} STATE`,
    );
  }

  #accountFailed(account: string, message: string, cause: GraphError | undefined): void {
    const reason = cause ? reasonOf(cause) : "not-seen";
    this.#failures.push({ stream: undefined, account, kind: kindOf(reason), reason, message });
  }
}

function kindOf(reason: Reason): Failure["kind"] {
  if (reason === "quota") return "quota";
  return reasons[reason].help === "later" ? "passing" : "lasting";
}

/** How logs call an account. */
export function nameOf(account: InstagramAccount): string {
  return account.username === null ? account.id : `${account.username} (${account.id})`;
}
