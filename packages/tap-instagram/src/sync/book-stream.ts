import type { JsonObject } from "@tap-instagram/singer";
import type { Book } from "../book/book.ts";
import type { StreamSelection } from "./sink.ts";
import type { StreamDescription } from "./stream.ts";
import type { SyncRun } from "./sync-run.ts";

/** The run that a book is of. */
export interface RunLabel {
  /** Unique, also among runs that start at the same moment. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly startedMs: number;
}

/** A stream about the run itself. It is made from the book, once everything else of the run has ended. */
export interface BookStreamDefinition extends StreamDescription {
  rows(book: Book, run: RunLabel): Iterable<JsonObject>;
}

/** A stream about the run, as the registry lists it. */
export interface BookGroup {
  readonly kind: "book";
  readonly streams: readonly StreamDescription[];
  /** Writes the stream if it is selected. Gives its selection then. */
  write(run: SyncRun, selections: readonly StreamSelection[]): Promise<StreamSelection | undefined>;
}

/** Makes a stream of the book. It costs no request. */
export function streamOfBook(definition: BookStreamDefinition): BookGroup {
  return {
    kind: "book",
    streams: [definition],
    write: async (run, selections) => {
      const selection = selections.find(({ name }) => name === definition.name);
      if (!selection) return undefined;
      const nulls = Object.fromEntries(Object.keys(definition.columns).map((name) => [name, null]));
      for (const row of definition.rows(run.book, run.label))
        await run.record(selection, { ...nulls, ...row });
      return selection;
    },
  };
}
