import { GraphError, type InstagramAccount } from "@tap-instagram/core";
import type { SyncLogger } from "../log/logger.ts";
import type { Failure } from "./sink.ts";
import type { StreamDescription } from "./stream.ts";

/** Collects what a sync reports at its end. It grows with accounts and streams, not with records. */
export class SyncReport {
  readonly #logger: SyncLogger;
  readonly #descriptions: ReadonlyMap<string, StreamDescription>;
  readonly #skipped = new Map<string, Map<string, number>>();
  readonly #failures: Failure[] = [];
  readonly #said = new Set<string>();
  #completed = 0;

  constructor(logger: SyncLogger, descriptions: ReadonlyMap<string, StreamDescription>) {
    this.#logger = logger;
    this.#descriptions = descriptions;
  }

  get failures(): readonly Failure[] {
    return this.#failures;
  }

  /** How many streams of accounts were read to their end. */
  get completed(): number {
    return this.#completed;
  }

  /** Texts that differ only in an id count as one, or 50,000 posts would give 50,000 lines. */
  warnOnce(text: string): void {
    const key = text.replaceAll(/\d{5,}/g, "{id}");
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.#logger.warning(text);
  }

  skipped(stream: string, reason: string): void {
    const reasons = this.#skipped.get(stream) ?? new Map<string, number>();
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    this.#skipped.set(stream, reasons);
  }

  streamCompleted(stream: string, account: InstagramAccount, records: number): void {
    this.#completed += 1;
    const count = records === 1 ? "1 record" : `${records} records`;
    this.#logger.forStream(stream).info(`${nameOf(account)}: ${stream} complete, ${count}`);
  }

  streamFailed(stream: string, account: InstagramAccount, error: GraphError | Error): void {
    this.#failures.push({
      stream,
      account: nameOf(account),
      kind: failureKindOf(error),
      message: error.message,
      cause: error,
    });
    this.#logger.forStream(stream).error(`${nameOf(account)}: ${stream} failed. ${error.message}`);
  }

  /** Without an error, the token sees no such account. */
  accountFailed(wanted: string, error: GraphError | undefined): void {
    const message =
      error?.message ??
      "The token sees no account with this id or name. Check the setting accounts, and which Pages the token was granted";
    this.#failures.push({
      stream: undefined,
      account: wanted,
      kind: error ? failureKindOf(error) : "lasting",
      message,
      cause: error,
    });
    this.#logger.error(`Account ${wanted} cannot be read. ${message}`);
  }

  /** The last lines of the log: what was skipped and why, and what is left for the next run. */
  summarise(): void {
    for (const [stream, reasons] of this.#skipped) {
      const counts = [...reasons].map(([reason, count]) => `${count} ${reason}`).join(", ");
      const total = [...reasons.values()].reduce((sum, count) => sum + count, 0);
      const what = this.#descriptions.get(stream)?.skippedMeans ?? "objects skipped";
      this.#logger.forStream(stream).info(`${stream}: ${what}: ${total} (${counts})`);
    }
    const left = this.#failures.filter(({ kind }) => kind === "quota");
    if (left.length > 0) {
      const names = left.map(({ stream = "every stream", account }) => `${stream} of ${account}`).join(", ");
      const hints = new Set(left.map(({ stream = "" }) => this.#descriptions.get(stream)?.quotaHint));
      const help = [...hints].flatMap((hint) => (hint === undefined ? [] : `; ${hint}`)).join("");
      this.#logger.warning(
        `The quota is used up. Left for the next run: ${names}. It starts at the bookmarks${help}`,
      );
    }
    const lasting = this.#failures.length - left.length;
    if (lasting > 0)
      this.#logger.warning(
        `${lasting} of ${lasting + left.length + this.#completed} parts failed, see the errors above. Their bookmarks did not move`,
      );
  }
}

function failureKindOf(error: GraphError | Error): Failure["kind"] {
  if (!(error instanceof GraphError)) return "passing";
  if (error.kind === "quota-exhausted") return "quota";
  return error.kind === "transient" || error.kind === "too-much-data" ? "passing" : "lasting";
}

/** How logs call an account. */
export function nameOf(account: InstagramAccount): string {
  return account.username === null ? account.id : `${account.username} (${account.id})`;
}
