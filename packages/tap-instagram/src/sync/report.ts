import { GraphError, type InstagramAccount } from "@tap-instagram/core";
import type { Logger } from "@tap-instagram/singer";
import { mediaInsights } from "../streams/media/media-insights.ts";

/** What a stream of an account could not do, and what follows from it. */
export interface Failure {
  stream: string;
  account: string;
  /** `quota` is left for a later run, `passing` may work then, `lasting` will not before someone acts. */
  kind: "lasting" | "passing" | "quota";
  message: string;
}

/** Gathers what a sync has to tell at its end. Grows with accounts and streams, never with records. */
export class SyncReport {
  readonly #logger: Logger;
  readonly #skipped = new Map<string, Map<string, number>>();
  readonly #failures: Failure[] = [];
  readonly #said = new Set<string>();
  #completed = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  get failures(): readonly Failure[] {
    return this.#failures;
  }

  /** How many streams of accounts were read to their end. */
  get completed(): number {
    return this.#completed;
  }

  /** Texts that differ in an id only count as one: what is said of 50,000 posts is said once. */
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
    });
    this.#logger.forStream(stream).error(`${nameOf(account)}: ${stream} stopped. ${error.message}`);
  }

  /** Without an error, the token sees no such account. */
  accountFailed(wanted: string, error: GraphError | undefined): void {
    const message =
      error?.message ??
      "The token sees no account of that id or name. Check the setting accounts and what the token may see";
    this.#failures.push({
      stream: "accounts",
      account: wanted,
      kind: error ? failureKindOf(error) : "lasting",
      message,
    });
    this.#logger.error(`Account ${wanted} cannot be read. ${message}`);
  }

  /** The last lines of the log: what was left out and why, what is left to do. */
  summarise(): void {
    for (const [stream, reasons] of this.#skipped) {
      const counts = [...reasons].map(([reason, count]) => `${count} ${reason}`).join(", ");
      const what = stream.endsWith("insights")
        ? "without insights, and so without a record"
        : "posts left out";
      this.#logger.forStream(stream).info(`${stream}: ${what}: ${counts}`);
    }
    const left = this.#failures.filter(({ kind }) => kind === "quota");
    if (left.length > 0) {
      const names = left.map(({ stream, account }) => `${stream} of ${account}`).join(", ");
      const again = left.some(({ stream }) => stream === mediaInsights.name)
        ? "; media_insights begins with the newest posts again: media_insights_lookback_days limits how many are read, media_insights_tiers how often"
        : "";
      this.#logger.warning(
        `Left for a later run, because the quota is used up: ${names}. Bookmarks go on from where they are${again}`,
      );
    }
    const lasting = this.#failures.length - left.length;
    if (lasting > 0)
      this.#logger.warning(
        `${lasting} of ${lasting + left.length + this.#completed} parts stopped; their bookmarks stay`,
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
