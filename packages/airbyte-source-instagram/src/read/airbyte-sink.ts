import type { JsonObject } from "@tap-instagram/singer";
import type {
  BookmarkPosition,
  Failure,
  KnownAccount,
  Sink,
  SinkAccount,
  StreamOutcome,
  StreamSelection,
  SyncLogger,
} from "tap-instagram/engine";
import type { SelectedStream } from "../catalog/selection.ts";
import type { MessageOutput } from "../messages/message-output.ts";
import type { StatusReason } from "../messages/messages.ts";
import type { StreamBookmarks } from "../state/stream-bookmarks.ts";
import { estimatesOf } from "./estimates.ts";
import { rateLimited, statusReasons, streamErrors } from "./stream-failures.ts";

/** What a sink writes with. */
export interface AirbyteSinkOptions {
  readonly output: MessageOutput;
  readonly logger: SyncLogger;
  readonly streams: readonly SelectedStream[];
  readonly bookmarks: ReadonlyMap<string, StreamBookmarks>;
  readonly redact: (text: string) => string;
  /** Whether what fails for good is only logged. */
  readonly areFailuresWarnings: boolean;
  /** Aborted where the sync was stopped: what is left then is not a failure. */
  readonly signal: AbortSignal;
}

/** A stream under way. */
interface OpenStream {
  readonly stream: SelectedStream;
  readonly bookmarks: StreamBookmarks;
  /** Records since the last STATE. */
  records: number;
  isRunning: boolean;
  hasEnded: boolean;
}

/** Writes Airbyte messages: a state and a status of each stream. */
export class AirbyteSink implements Sink {
  readonly #options: AirbyteSinkOptions;
  readonly #streams: ReadonlyMap<string, OpenStream>;
  /** Streams that ended before their end, for a reason that only the end of the sync tells. */
  readonly #cut: string[] = [];
  #areAllComplete = true;

  constructor(options: AirbyteSinkOptions) {
    this.#options = options;
    this.#streams = new Map(
      options.streams.map((stream) => {
        const bookmarks = options.bookmarks.get(stream.name);
        if (bookmarks === undefined) throw new Error(`There are no bookmarks of ${stream.name}`);
        return [stream.name, { stream, bookmarks, records: 0, isRunning: false, hasEnded: false }];
      }),
    );
  }

  /** Whether every stream has ended, and nothing of it is missing. */
  get areAllComplete(): boolean {
    return this.#areAllComplete && [...this.#streams.values()].every(({ hasEnded }) => hasEnded);
  }

  async streamStarted({ name }: StreamSelection): Promise<void> {
    await this.#options.output.status(name, "STARTED");
  }

  async accountsFound(accounts: readonly SinkAccount[]): Promise<void> {
    const { output, streams } = this.#options;
    for (const { name, rows } of estimatesOf(streams, accounts)) {
      await output.write({
        type: "TRACE",
        trace: {
          type: "ESTIMATE",
          emitted_at: output.now(),
          estimate: { type: "STREAM", name, row_estimate: rows },
        },
      });
    }
  }

  async record({ name }: StreamSelection, record: JsonObject): Promise<void> {
    const open = this.#open(name);
    const { output } = this.#options;
    if (!open.isRunning) {
      open.isRunning = true;
      await output.status(name, "RUNNING");
    }
    open.records += 1;
    const data = open.stream.project(record);
    await output.write({ type: "RECORD", record: { stream: name, data, emitted_at: output.now() } });
  }

  bookmark(position: BookmarkPosition): string | undefined {
    return this.#open(position.stream).bookmarks.get(position);
  }

  bookmarkMoved(position: BookmarkPosition, value: string): void {
    this.#open(position.stream).bookmarks.advance(position, value);
  }

  memory(position: BookmarkPosition): JsonObject {
    return this.#open(position.stream).bookmarks.memory(position);
  }

  remember(position: BookmarkPosition, memory: JsonObject): void {
    this.#open(position.stream).bookmarks.remember(position, memory);
  }

  knownAccounts(): readonly KnownAccount[] {
    const ids = new Set([...this.#streams.values()].flatMap(({ bookmarks }) => bookmarks.accounts()));
    return [...ids].map((id) => ({ id }));
  }

  /** Only streams with a cursor keep a state from one sync to the next: it names their accounts. */
  accountsSeen(): void {}

  async checkpoint(): Promise<void> {
    for (const open of this.#streams.values())
      if (open.bookmarks.hasChanged && !open.hasEnded) await this.#state(open, false);
  }

  /** Requests wait for quota: says so of every stream that has not ended. */
  async waiting(waitMs: number): Promise<void> {
    const { output } = this.#options;
    const reason = rateLimited(output.now() + waitMs);
    for (const { stream, hasEnded } of this.#streams.values())
      if (!hasEnded) await output.status(stream.name, "RUNNING", [reason]);
  }

  async streamEnded({ name }: StreamSelection, { isComplete, failures }: StreamOutcome): Promise<void> {
    const open = this.#open(name);
    open.hasEnded = true;
    // A stream that is not complete keeps the state it had, but for what moved.
    if (isComplete || open.bookmarks.hasChanged) await this.#state(open, isComplete);
    if (isComplete) return this.#options.output.status(name, "COMPLETE");
    this.#areAllComplete = false;
    const told = failures.filter(({ reason }) => reason !== "stopped");
    if (told.length === 0 && !this.#options.signal.aborted) {
      this.#cut.push(name);
      return;
    }
    await this.#tell(name, told);
    await this.#options.output.status(name, "INCOMPLETE", statusReasons(told));
  }

  /** The platform replaces tables by itself, once a stream is complete. */
  async streamReplaced(): Promise<void> {}

  /** The sync has ended. Streams that were cut have the same reason as the sync, if there is one. */
  async finish(reasons: readonly StatusReason[] | undefined): Promise<void> {
    for (const name of this.#cut.splice(0)) await this.#options.output.status(name, "INCOMPLETE", reasons);
  }

  async #tell(name: string, failures: readonly Failure[]): Promise<void> {
    const { output, logger, redact, areFailuresWarnings } = this.#options;
    const isTolerated = ({ kind }: Failure): boolean => areFailuresWarnings && kind !== "quota";
    for (const { message } of streamErrors(name, failures.filter(isTolerated))) logger.warning(message);
    const errors = streamErrors(
      name,
      failures.filter((failure) => !isTolerated(failure)),
    );
    for (const error of errors) await output.error({ ...error, message: redact(error.message) });
  }

  async #state(open: OpenStream, isComplete: boolean): Promise<void> {
    const { stream, bookmarks, records } = open;
    open.records = 0;
    await this.#options.output.state({
      type: "STREAM",
      stream: { stream_descriptor: { name: stream.name }, stream_state: bookmarks.take(isComplete) },
      sourceStats: { recordCount: records },
    });
  }

  #open(name: string): OpenStream {
    const open = this.#streams.get(name);
    if (!open) throw new Error(`The sync spoke of the stream ${name}, which is not selected`);
    return open;
  }
}
