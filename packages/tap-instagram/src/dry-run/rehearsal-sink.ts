import type { BookmarkPosition, Sink } from "../sync/sink.ts";

/** Tells a sync what earlier ones stored, and takes nothing of it. */
export class RehearsalSink implements Sink {
  readonly #stored: Pick<Sink, "bookmark" | "memory" | "knownAccounts">;
  /** Streams that have no bookmark of at least one account. */
  readonly firstRuns: Set<string> = new Set();

  constructor(stored: Pick<Sink, "bookmark" | "memory" | "knownAccounts">) {
    this.#stored = stored;
  }

  bookmark(position: BookmarkPosition): string | undefined {
    const bookmark = this.#stored.bookmark(position);
    if (bookmark === undefined) this.firstRuns.add(position.stream);
    return bookmark;
  }

  memory(position: BookmarkPosition): ReturnType<Sink["memory"]> {
    return this.#stored.memory(position);
  }

  knownAccounts(): ReturnType<Sink["knownAccounts"]> {
    return this.#stored.knownAccounts();
  }

  accountsSeen(): void {}
  async streamStarted(): Promise<void> {}
  async record(): Promise<void> {}
  bookmarkMoved(): void {}
  remember(): void {}
  async checkpoint(): Promise<void> {}
  async streamEnded(): Promise<void> {}
  async streamReplaced(): Promise<void> {}
}
