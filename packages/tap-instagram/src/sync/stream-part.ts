import { AuthError, GraphError, type InstagramAccount } from "@tap-instagram/core";
import type { JsonObject } from "@tap-instagram/singer";
import type { BookmarkPosition, StreamSelection } from "./sink.ts";
import type { FieldRequest, Rows, RowReader, StreamDefinition } from "./stream.ts";
import type { SyncRun } from "./sync-run.ts";

/** Words for media that rightly have no insights. Any other is odd, and most of an account being odd is an outage. */
const ordinaryReasons = new Set(["before-conversion", "too-few-viewers"]);

/** So many objects at least are looked at, before more than half of them being odd counts as an outage. */
const fewestForOutage = 10;

/** And so many, where not one of them was answered. As many without a permission, and the token lacks it. */
const fewestForBlackout = 3;

/** One stream of one account, on its way through a walk. */
export class StreamPart<Chunk> {
  readonly #definition: StreamDefinition<Chunk>;
  readonly #selection: StreamSelection;
  readonly #readRows: RowReader<Chunk>;
  readonly #run: SyncRun;
  readonly #account: InstagramAccount;
  /** A record without anything: what a stream leaves out is null. */
  readonly #nulls: JsonObject;
  readonly startMs: number | undefined;
  #failure: Error | undefined;
  #written = 0;
  #answered = 0;
  #odd = 0;
  readonly #oddReasons = new Set<string>();
  #newest: string | undefined;

  constructor(
    stream: { definition: StreamDefinition<Chunk>; selection: StreamSelection; readRows: RowReader<Chunk> },
    run: SyncRun,
    account: InstagramAccount,
  ) {
    this.#definition = stream.definition;
    this.#selection = stream.selection;
    this.#readRows = stream.readRows;
    this.#run = run;
    this.#account = account;
    this.#nulls = Object.fromEntries(Object.keys(stream.definition.columns).map((name) => [name, null]));
    const { isIncremental } = this.#selection;
    const bookmark = isIncremental ? run.bookmark(this.#position) : undefined;
    this.startMs = stream.definition.startMs?.({
      settings: run.settings,
      nowMs: run.nowMs,
      isIncremental,
      bookmarkMs: bookmark === undefined ? undefined : Date.parse(bookmark),
    });
  }

  get request(): Partial<FieldRequest> {
    return this.#definition.request?.(this.#selection.columns) ?? {};
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** The records of a chunk. Rejects for what ends the whole sync: a token that is not accepted, a stop. */
  async read(chunk: Chunk, signal: AbortSignal): Promise<Rows> {
    if (this.#failure) return { rows: [] };
    try {
      return await this.#readRows(chunk, this.#account, signal, this.startMs);
    } catch (error) {
      if (!(error instanceof GraphError) || error instanceof AuthError) throw error;
      return { rows: [], failure: error };
    }
  }

  /** Writes the records, and takes note of what is missing among them. */
  async write(chunk: Rows): Promise<void> {
    const { rows, answered = rows.length, skipped = [], forbidden = [], failure, more } = chunk;
    for (const row of rows) {
      const at = row[this.#definition.replicationKey ?? ""];
      if (typeof at === "string") {
        if (this.startMs !== undefined && Date.parse(at) < this.startMs) continue;
        if (this.#newest === undefined || at > this.#newest) this.#newest = at;
      }
      this.#written += 1;
      await this.#run.record(this.#selection, { ...this.#nulls, ...row });
    }
    this.#answered += answered;
    for (const reason of skipped) this.#skip(reason);
    // A few among others that are answered are refused for their own sake; all of a chunk are not.
    const isTheirOwn = this.#answered > 0 && (answered > 0 || forbidden.length < fewestForBlackout);
    for (const error of forbidden) {
      if (isTheirOwn) this.#skip(error.reason ?? error.kind);
      else this.fail(error);
    }
    if (failure instanceof AuthError) throw failure;
    if (failure) this.fail(failure);
    else if (more && this.#run.recordLimit === undefined) await this.#writeMore(more);
  }

  /** Everything up to here is written, so that a later run can go on from here. */
  readUpTo(instant: string): void {
    if (!this.#failure && this.#selection.isIncremental) this.#run.bookmarkMoved(this.#position, instant);
  }

  fail(error: Error): void {
    if (this.#failure) return;
    this.#failure = error;
    this.#run.report.streamFailed(this.#selection.name, this.#account, error);
  }

  /** The walk has come to its end. Those that do not move the bookmark on their way move it now. */
  complete(movesBookmark: boolean): void {
    this.#failIfOutage();
    if (this.#failure) return;
    if (movesBookmark && this.#newest !== undefined) this.readUpTo(this.#newest);
    this.#run.report.streamCompleted(this.#selection.name, this.#account, this.#written);
  }

  #skip(reason: string): void {
    if (!ordinaryReasons.has(reason)) {
      this.#odd += 1;
      this.#oddReasons.add(reason);
    }
    this.#run.report.skipped(this.#selection.name, reason);
  }

  async #writeMore(more: AsyncIterable<Rows>): Promise<void> {
    try {
      for await (const rows of more) await this.write(rows);
    } catch (error) {
      if (!(error instanceof GraphError) || error instanceof AuthError) throw error;
      this.fail(error);
    }
  }

  get #position(): BookmarkPosition {
    return {
      stream: this.#selection.name,
      account: this.#account.id,
      replicationKey: this.#definition.replicationKey ?? "",
    };
  }

  /** In an outage the API answers as if objects were deleted, or in words of its own. A few may be; most are not. */
  #failIfOutage(): void {
    const asked = this.#answered + this.#odd;
    const isOutage = asked >= fewestForOutage && this.#odd * 2 > asked;
    const isBlackout = asked >= fewestForBlackout && this.#odd === asked;
    if (!isOutage && !isBlackout) return;
    const reasons = [...this.#oddReasons].join(", ");
    this.fail(
      new Error(
        `The API gave no figures for ${this.#odd} of ${asked} objects (${reasons}), which looks like an outage of the API, not like deletions. Run again later`,
      ),
    );
  }
}
