import type { JsonObject, SelectedStream, TapRun } from "@tap-instagram/singer";
import type { BookmarkPosition, Sink, StreamSelection } from "../sync/sink.ts";

/** Writes Singer messages. All streams share one state; the kit writes the last STATE. */
export class SingerSink implements Sink {
  readonly #output: TapRun["output"];
  readonly #bookmarks: TapRun["bookmarks"];
  readonly #streams: ReadonlyMap<string, SelectedStream>;

  constructor({ output, bookmarks, streams }: Pick<TapRun, "output" | "bookmarks" | "streams">) {
    this.#output = output;
    this.#bookmarks = bookmarks;
    this.#streams = new Map(streams.map((stream) => [stream.name, stream]));
  }

  /** The SCHEMA comes first, so a target creates the table of a stream without records too. */
  async streamStarted({ name, isIncremental }: StreamSelection): Promise<void> {
    await this.#output.schema(this.#streamOf(name));
    if (!isIncremental) this.#bookmarks.touch(name);
  }

  async record({ name }: StreamSelection, record: JsonObject): Promise<void> {
    await this.#output.record(this.#streamOf(name), record);
  }

  bookmark(position: BookmarkPosition): string | undefined {
    return this.#bookmarks.get(singerPosition(position));
  }

  bookmarkMoved(position: BookmarkPosition, value: string): void {
    this.#bookmarks.advance(singerPosition(position), value);
  }

  memory(position: BookmarkPosition): JsonObject {
    return this.#bookmarks.memory(singerPosition(position));
  }

  remember(position: BookmarkPosition, memory: JsonObject): void {
    this.#bookmarks.remember(singerPosition(position), memory);
  }

  knownAccounts(): readonly string[] {
    const ids = this.#bookmarks.contexts().map((context) => context["business_account_id"]);
    return [...new Set(ids.flatMap((id) => (typeof id === "string" ? [id] : [])))];
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

function singerPosition({ stream, account, replicationKey }: BookmarkPosition): {
  stream: string;
  context: { business_account_id: string };
  replicationKey: string;
} {
  return { stream, context: { business_account_id: account }, replicationKey };
}
