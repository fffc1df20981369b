import type { InstagramAccount } from "@tap-instagram/core";
import type { JsonObject } from "@tap-instagram/singer";
import type {
  BookmarkPosition,
  Failure,
  KnownAccount,
  Sink,
  StreamOutcome,
  StreamSelection,
} from "../src/sync/sink.ts";

/** One thing that a sync told its sink. */
export type SinkEvent =
  | { type: "started" | "running" | "replaced" | "complete" | "incomplete"; stream: string }
  | { type: "state"; stream: string; records: number; bookmarks: { [account: string]: string } };

/** A sink as a protocol with a state and a status per stream needs it, such as Airbyte's. */
export class MemorySink implements Sink {
  readonly events: SinkEvent[] = [];
  readonly failures = new Map<string, readonly Failure[]>();
  readonly records = new Map<string, JsonObject[]>();
  readonly #bookmarks = new Map<string, Map<string, string>>();
  readonly #memories = new Map<string, Map<string, JsonObject>>();
  readonly #accounts = new Map<string, KnownAccount>();
  readonly #moved = new Map<string, number>();

  async streamStarted({ name }: StreamSelection): Promise<void> {
    this.records.set(name, []);
    this.events.push({ type: "started", stream: name });
  }

  async record({ name }: StreamSelection, record: JsonObject): Promise<void> {
    const records = this.records.get(name);
    if (!records) throw new Error(`A record of ${name}, which did not start`);
    if (records.length === 0) this.events.push({ type: "running", stream: name });
    records.push(record);
  }

  bookmark({ stream, account }: BookmarkPosition): string | undefined {
    return this.#bookmarks.get(stream)?.get(account);
  }

  bookmarkMoved({ stream, account }: BookmarkPosition, value: string): void {
    const bookmarks = this.#bookmarks.get(stream) ?? new Map<string, string>();
    this.#bookmarks.set(stream, bookmarks.set(account, value));
    this.#moved.set(stream, this.records.get(stream)?.length ?? 0);
  }

  memory({ stream, account }: BookmarkPosition): JsonObject {
    return this.#memories.get(stream)?.get(account) ?? {};
  }

  remember({ stream, account }: BookmarkPosition, memory: JsonObject): void {
    const memories = this.#memories.get(stream) ?? new Map<string, JsonObject>();
    this.#memories.set(stream, memories.set(account, memory));
  }

  knownAccounts(): KnownAccount[] {
    return [...this.#accounts.values()];
  }

  accountsSeen(accounts: readonly InstagramAccount[]): void {
    for (const { id } of accounts) this.#accounts.set(id, { id });
  }

  async checkpoint(): Promise<void> {
    for (const [stream, records] of this.#moved) {
      const bookmarks = Object.fromEntries(this.#bookmarks.get(stream) ?? []);
      this.events.push({ type: "state", stream, records, bookmarks });
    }
    this.#moved.clear();
  }

  async streamEnded({ name }: StreamSelection, { isComplete, failures }: StreamOutcome): Promise<void> {
    this.failures.set(name, failures);
    await this.checkpoint();
    this.events.push({ type: isComplete ? "complete" : "incomplete", stream: name });
  }

  async streamReplaced({ name }: StreamSelection): Promise<void> {
    this.events.push({ type: "replaced", stream: name });
  }

  /** What was told of a stream, in order. */
  eventsOf(stream: string): string[] {
    return this.events.flatMap((event) => (event.stream === stream ? [event.type] : []));
  }
}
