import { AuthError, GraphError, type InstagramAccount } from "@tap-instagram/core";
import type { JsonObject } from "@tap-instagram/singer";
import type { BookmarkPosition, StreamSelection } from "./sink.ts";
import type { FieldRequest, Rows, RowReader, StreamDefinition } from "./stream.ts";
import type { SyncRun } from "./sync-run.ts";

/** Expected skip reasons. If most objects of an account are skipped for another reason, it is an outage. */
const expectedReasons = new Set(["before-conversion", "too-few-viewers"]);

/** With fewer objects than this, skipping more than half of them is not yet an outage. */
const fewestForOutage = 10;

/** The same where none was answered. So many refusals for a permission mean that the token lacks it. */
const fewestForBlackout = 3;

/** One stream of one account during a walk. */
export class StreamPart<Chunk> {
  readonly #definition: StreamDefinition<Chunk>;
  readonly #selection: StreamSelection;
  readonly #readRows: RowReader<Chunk>;
  readonly #run: SyncRun;
  readonly #account: InstagramAccount;
  /** Every column as null, for those that a row does not have. */
  readonly #nulls: JsonObject;
  readonly startMs: number | undefined;
  #failure: Error | undefined;
  #written = 0;
  #answered = 0;
  #unexpected = 0;
  readonly #unexpectedReasons = new Set<string>();
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

  /** The records of a chunk. Rejects only for what ends the whole sync: a refused token, a stop. */
  async read(chunk: Chunk, signal: AbortSignal): Promise<Rows> {
    if (this.#failure) return { rows: [] };
    try {
      return await this.#readRows(chunk, this.#account, signal, this.startMs);
    } catch (error) {
      if (!(error instanceof GraphError) || error instanceof AuthError) throw error;
      return { rows: [], failure: error };
    }
  }

  /** Writes the records, and counts what is missing among them. */
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
    // Where others are answered, the token has the permission: the refusal is about the object.
    const isTheirOwn = this.#answered > 0 && (answered > 0 || forbidden.length < fewestForBlackout);
    for (const error of forbidden) {
      if (isTheirOwn) this.#skip(error.reason ?? error.kind);
      else this.fail(error);
    }
    if (failure instanceof AuthError) throw failure;
    if (failure) this.fail(failure);
    else if (more && this.#run.recordLimit === undefined) await this.#writeMore(more);
  }

  /** Every record up to here is written: the next run can start here. */
  readUpTo(instant: string): void {
    if (!this.#failure && this.#selection.isIncremental) this.#run.bookmarkMoved(this.#position, instant);
  }

  fail(error: Error): void {
    if (this.#failure) return;
    this.#failure = error;
    this.#run.report.streamFailed(this.#selection.name, this.#account, error);
  }

  /** Called at the end of the walk. Walks that did not move the bookmark on the way move it now. */
  complete(movesBookmark: boolean): void {
    this.#failIfOutage();
    if (this.#failure) return;
    if (movesBookmark && this.#newest !== undefined) this.readUpTo(this.#newest);
    this.#run.report.streamCompleted(this.#selection.name, this.#account, this.#written);
  }

  #skip(reason: string): void {
    if (!expectedReasons.has(reason)) {
      this.#unexpected += 1;
      this.#unexpectedReasons.add(reason);
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

  /** In an outage the API may answer as if objects were deleted. A few may be; most are not. */
  #failIfOutage(): void {
    const asked = this.#answered + this.#unexpected;
    const isOutage = asked >= fewestForOutage && this.#unexpected * 2 > asked;
    const isBlackout = asked >= fewestForBlackout && this.#unexpected === asked;
    if (!isOutage && !isBlackout) return;
    const reasons = [...this.#unexpectedReasons].join(", ");
    this.fail(
      new Error(
        `The API gave no answer for ${this.#unexpected} of ${asked} objects (${reasons}). This looks like an outage of the API, not like deleted objects. Run again later`,
      ),
    );
  }
}
