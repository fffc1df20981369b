import type { Book } from "../../book/book.ts";
import { failuresOf } from "./failures.ts";
import type { Sink, StreamSelection } from "../sink.ts";

/** Tells the sink of each stream's end, once every account's part of it has ended. */
export class StreamEnds {
  readonly #sink: Sink;
  readonly #book: Book;
  readonly #partsLeft = new Map<StreamSelection, number>();

  constructor(sink: Sink, book: Book) {
    this.#sink = sink;
    this.#book = book;
  }

  /** A stream begins; how many parts it has is not known yet. */
  started(stream: StreamSelection): void {
    this.#partsLeft.set(stream, Infinity);
  }

  /** How many parts these streams have: one per account. Without any, they end here. */
  async expect(streams: readonly StreamSelection[], parts: number): Promise<void> {
    for (const stream of streams) {
      this.#partsLeft.set(stream, parts);
      if (parts === 0) await this.#end(stream, true);
    }
  }

  /** A stream was read for one account, or failed there. */
  async partEnded(stream: StreamSelection): Promise<void> {
    const left = (this.#partsLeft.get(stream) ?? 0) - 1;
    this.#partsLeft.set(stream, left);
    if (left === 0) await this.#end(stream, true);
  }

  /** A stream has ended as a whole. */
  async ended(stream: StreamSelection): Promise<void> {
    await this.#end(stream, true);
  }

  /** The sync ends: streams with parts that were not read are not complete. */
  async finish(): Promise<void> {
    for (const stream of this.#partsLeft.keys()) await this.#end(stream, false);
  }

  async #end(stream: StreamSelection, isRead: boolean): Promise<void> {
    this.#partsLeft.delete(stream);
    const missing = [this.#book.accounts, ...this.#book.chaptersOf(stream.name)].some(
      ({ counts }) => counts.missing > 0,
    );
    await this.#sink.streamEnded(stream, {
      isComplete: isRead && !missing,
      failures: failuresOf(this.#book, stream.name),
    });
  }
}
