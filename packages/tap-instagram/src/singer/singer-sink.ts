import type { JsonObject, SelectedStream, TapRun } from "@tap-instagram/singer";
import type { InstagramAccount } from "@tap-instagram/core";
import type { BookmarkPosition, KnownAccount, Sink, StreamSelection } from "../sync/sink.ts";
import { knownAccountsIn, rememberAccounts } from "./seen-accounts.ts";

/** Writes Singer messages. All streams share one state; the kit writes the last STATE. */
export class SingerSink implements Sink {
  readonly #output: TapRun["output"];
  readonly #bookmarks: TapRun["bookmarks"];
  readonly #now: TapRun["now"];
  readonly #stored: StoredBookmarks;
  readonly #streams: ReadonlyMap<string, SelectedStream>;

  readonly #onRecord: ((stream: string, record: JsonObject) => void) | undefined;

  /** @param onRecord Is shown each record, with columns that are left out of its message. */
  constructor(
    { output, bookmarks, streams, now }: Pick<TapRun, "output" | "bookmarks" | "streams" | "now">,
    onRecord?: (stream: string, record: JsonObject) => void,
  ) {
    this.#onRecord = onRecord;
    this.#now = now;
    this.#output = output;
    this.#bookmarks = bookmarks;
    this.#stored = storedBookmarks(bookmarks);
    this.#streams = new Map(streams.map((stream) => [stream.name, stream]));
  }

  /** The SCHEMA comes first, so a target creates the table of a stream without records too. */
  async streamStarted({ name, isIncremental }: StreamSelection): Promise<void> {
    await this.#output.schema(this.#streamOf(name));
    if (!isIncremental) this.#bookmarks.touch(name);
  }

  async record({ name }: StreamSelection, record: JsonObject): Promise<void> {
    this.#onRecord?.(name, record);
    await this.#output.record(this.#streamOf(name), record);
  }

  bookmark(position: BookmarkPosition): string | undefined {
    return this.#stored.bookmark(position);
  }

  bookmarkMoved(position: BookmarkPosition, value: string): void {
    this.#bookmarks.advance(singerPosition(position), value);
  }

  memory(position: BookmarkPosition): JsonObject {
    return this.#stored.memory(position);
  }

  remember(position: BookmarkPosition, memory: JsonObject): void {
    this.#bookmarks.remember(singerPosition(position), memory);
  }

  knownAccounts(): readonly KnownAccount[] {
    return this.#stored.knownAccounts();
  }

  accountsSeen(accounts: readonly InstagramAccount[]): void {
    rememberAccounts(this.#bookmarks, accounts, this.#now());
  }

  async checkpoint(): Promise<void> {
    await this.#output.state();
  }

  /** Singer has no message for the end of a stream. The exit code says whether all of them are complete. */
  async streamEnded(): Promise<void> {}

  async streamReplaced({ name }: StreamSelection): Promise<void> {
    await this.#output.activateVersion(this.#streamOf(name));
  }

  #streamOf(name: string): SelectedStream {
    const stream = this.#streams.get(name);
    if (!stream) throw new Error(`The sync wrote to the stream ${name}, which is not selected`);
    return stream;
  }
}

/** What earlier syncs left, as a sync asks for it. */
export type StoredBookmarks = Pick<Sink, "bookmark" | "memory" | "knownAccounts">;

/** The bookmarks of a Singer state. */
export function storedBookmarks(bookmarks: TapRun["bookmarks"]): StoredBookmarks {
  return {
    bookmark: (position) => bookmarks.get(singerPosition(position)),
    memory: (position) => bookmarks.memory(singerPosition(position)),
    knownAccounts: () => knownAccountsIn(bookmarks),
  };
}

function singerPosition({ stream, account, replicationKey }: BookmarkPosition): {
  stream: string;
  context: { business_account_id: string };
  replicationKey: string;
} {
  return { stream, context: { business_account_id: account }, replicationKey };
}
