import { AuthError, GraphError, type InstagramAccount } from "@tap-instagram/core";
import type { SelectedStream } from "@tap-instagram/singer";
import type { Rows, RowReader, StreamDefinition } from "../stream.ts";
import type { SyncRun } from "./sync-run.ts";

/** An account has this many objects at least before their absence counts as an outage. */
const fewestForOutage = 10;

/** One stream of one account, on its way through a walk. */
export class StreamPart<Chunk> {
  readonly #definition: StreamDefinition<Chunk>;
  readonly #selected: SelectedStream;
  readonly #readRows: RowReader<Chunk>;
  readonly #run: SyncRun;
  readonly #account: InstagramAccount;
  readonly startMs: number | undefined;
  #failure: Error | undefined;
  #written = 0;
  #answered = 0;
  #notVisible = 0;
  #newest: string | undefined;

  constructor(
    stream: { definition: StreamDefinition<Chunk>; selected: SelectedStream; readRows: RowReader<Chunk> },
    run: SyncRun,
    account: InstagramAccount,
  ) {
    this.#definition = stream.definition;
    this.#selected = stream.selected;
    this.#readRows = stream.readRows;
    this.#run = run;
    this.#account = account;
    const bookmark = this.#isIncremental ? run.bookmarks.get(this.#position) : undefined;
    this.startMs = stream.definition.startMs({
      settings: run.settings,
      nowMs: run.nowMs,
      isIncremental: this.#isIncremental,
      bookmarkMs: bookmark === undefined ? undefined : Date.parse(bookmark),
    });
  }

  get fields(): readonly string[] {
    return this.#definition.fields(this.#selected);
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** The records of a chunk. Rejects for what ends the whole sync: a token that is not accepted, a stop. */
  async read(chunk: Chunk, signal: AbortSignal): Promise<Rows> {
    if (this.#failure) return { rows: [] };
    try {
      return await this.#readRows(chunk, this.#account, signal);
    } catch (error) {
      if (!(error instanceof GraphError) || error instanceof AuthError) throw error;
      return { rows: [], failure: error };
    }
  }

  /** Writes the records, and takes note of what is missing among them. */
  async write({ rows, skipped = [], failure }: Rows): Promise<void> {
    for (const row of rows) {
      const at = row[this.#definition.replicationKey ?? ""];
      if (typeof at === "string") {
        if (this.startMs !== undefined && Date.parse(at) < this.startMs) continue;
        if (this.#newest === undefined || at > this.#newest) this.#newest = at;
      }
      this.#written += 1;
      await this.#run.output.record(this.#selected, row);
    }
    this.#answered += rows.length;
    for (const reason of skipped) {
      if (reason === "not-visible") this.#notVisible += 1;
      this.#run.report.skipped(this.#selected.name, reason);
    }
    if (failure instanceof AuthError) throw failure;
    if (failure) this.fail(failure);
  }

  /** Everything up to here is written, so that a later run can go on from here. */
  readUpTo(instant: string): void {
    if (!this.#failure && this.#isIncremental) this.#run.bookmarks.advance(this.#position, instant);
  }

  fail(error: Error): void {
    if (this.#failure) return;
    this.#failure = error;
    this.#run.report.streamFailed(this.#selected.name, this.#account, error);
  }

  /** The walk has come to its end. */
  complete(): void {
    this.#failIfOutage();
    if (this.#failure) return;
    if (this.#newest !== undefined) this.readUpTo(this.#newest);
    this.#run.report.streamCompleted(this.#selected.name, this.#account, this.#written);
  }

  get #isIncremental(): boolean {
    return this.#selected.replicationMethod === "INCREMENTAL";
  }

  get #position(): { stream: string; context: { business_account_id: string }; replicationKey: string } {
    return {
      stream: this.#selected.name,
      context: { business_account_id: this.#account.id },
      replicationKey: this.#selected.replicationKey ?? "",
    };
  }

  /** In an outage the API answers as if objects were deleted. A few may be; most are not. */
  #failIfOutage(): void {
    const asked = this.#answered + this.#notVisible;
    if (asked < fewestForOutage || this.#notVisible * 2 <= asked) return;
    this.fail(
      new Error(
        `The API answered for ${this.#notVisible} of ${asked} objects as if they were deleted, which looks like an outage of the API, not like deletions. Run again later`,
      ),
    );
  }
}
