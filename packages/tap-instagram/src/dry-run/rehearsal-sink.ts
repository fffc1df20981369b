import type { DayRange } from "../book/days/day-range.ts";
import type { CallPlace } from "../log/call-counts.ts";
import { missingDaysIn } from "../sync/progress/missing-days.ts";
import type { BookmarkPosition, Sink } from "../sync/sink.ts";

/** Tells a sync what earlier ones stored, and takes nothing of it. */
export class RehearsalSink implements Sink {
  readonly #stored: Pick<Sink, "bookmark" | "memory" | "knownAccounts">;
  /** Streams that have no bookmark of at least one account. */
  readonly firstRuns: Set<string> = new Set();
  /** Days by stream and account of which an earlier run got no figure, because the account may be younger. */
  readonly #emptyDays = new Map<string, Map<string, readonly DayRange[]>>();

  constructor(stored: Pick<Sink, "bookmark" | "memory" | "knownAccounts">) {
    this.#stored = stored;
  }

  bookmark(position: BookmarkPosition): string | undefined {
    const bookmark = this.#stored.bookmark(position);
    if (bookmark === undefined) this.firstRuns.add(position.stream);
    return bookmark;
  }

  memory(position: BookmarkPosition): ReturnType<Sink["memory"]> {
    const memory = this.#stored.memory(position);
    const empty = missingDaysIn(memory).filter(({ isLeading, hasFigures }) => isLeading && !hasFigures);
    const ofStream = this.#emptyDays.get(position.stream) ?? new Map<string, readonly DayRange[]>();
    this.#emptyDays.set(position.stream, ofStream.set(position.account, empty));
    return memory;
  }

  /**
   * Whether an earlier run got no figure of the days that end between two instants. The next run asks for them once more,
   * and most likely gets none again.
   */
  areEmpty({ stream, account }: CallPlace, firstEndMs: number, lastEndMs: number): boolean {
    const empty = this.#emptyDays.get(stream)?.get(account) ?? [];
    return empty.some(({ from, to }) => Date.parse(from) <= firstEndMs && lastEndMs <= Date.parse(to));
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
