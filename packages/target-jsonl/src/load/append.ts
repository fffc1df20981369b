import type { FileReport, RowSink } from "../files/row-sink.ts";
import type { Row } from "../rows/row.ts";
import type { LoadMethod } from "./load-method.ts";

/** Appends rows and keeps all of them, whatever their keys and versions. */
export class AppendLoad implements LoadMethod {
  readonly #sink: RowSink;

  constructor(sink: RowSink) {
    this.#sink = sink;
  }

  get waiting(): number {
    return this.#sink.waiting;
  }

  add(row: Row): void {
    this.#sink.add(row);
  }

  activateVersion(): void {
    // Rows of all versions stay.
  }

  setKeys(): void {
    // No row replaces another.
  }

  flush(releaseMemory?: boolean): void {
    this.#sink.flush(releaseMemory);
  }

  async sync(): Promise<void> {
    await this.#sink.sync();
  }

  async complete(): Promise<void> {
    this.#sink.close();
    return Promise.resolve();
  }

  abandon(): void {
    this.#sink.abandon();
  }

  reports(): readonly FileReport[] {
    return this.#sink.reports();
  }
}
