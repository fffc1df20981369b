import { InvalidInputError, type JsonObject, type Problem } from "@tap-instagram/singer";
import { Bookmarks } from "@tap-instagram/singer/state";
import type { BookmarkPosition } from "tap-instagram/engine";
import { isJsonObject } from "../json-object.ts";
import type { SelectedStream } from "../catalog/selection.ts";
import { shapeOf, type StreamStates } from "./state-file.ts";
import { bookmarkEntryOf, noCursorState, streamStateOf } from "./stream-state.ts";

/** How bookmarks are read from a state. */
export interface BookmarkReading {
  /** Milliseconds since the epoch: a bookmark cannot be later. */
  now(): number;
  onWarning(text: string): void;
}

/** The bookmarks of one stream, and whether they changed since its last STATE. */
export class StreamBookmarks {
  readonly #stream: SelectedStream;
  readonly #bookmarks: Bookmarks;
  #hasChanged = false;

  constructor(stream: SelectedStream, entry: JsonObject, reading: BookmarkReading) {
    this.#stream = stream;
    this.#bookmarks = Bookmarks.parse(
      { bookmarks: { [stream.name]: entry } },
      { ...reading, isInstant: () => true },
    );
  }

  /** Whether there is something for a STATE to say. */
  get hasChanged(): boolean {
    return this.#hasChanged;
  }

  get(position: BookmarkPosition): string | undefined {
    const value = this.#bookmarks.get(contextual(position));
    // Airbyte's connector writes +00:00.
    return value === undefined || Number.isNaN(Date.parse(value)) ? value : inUtc(value);
  }

  advance(position: BookmarkPosition, value: string): void {
    if (this.#bookmarks.advance(contextual(position), value)) this.#hasChanged = true;
  }

  memory(position: BookmarkPosition): JsonObject {
    return this.#bookmarks.memory(contextual(position));
  }

  remember(position: BookmarkPosition, memory: JsonObject): void {
    if (JSON.stringify(this.memory(position)) === JSON.stringify(memory)) return;
    this.#bookmarks.remember(contextual(position), memory);
    this.#hasChanged = true;
  }

  /** Ids of the accounts that it holds. */
  accounts(): string[] {
    const ids = this.#bookmarks.partitions().map(({ context }) => context["business_account_id"]);
    return ids.flatMap((id) => (typeof id === "string" ? [id] : []));
  }

  /**
   * What a STATE says of the stream, whole: accounts that this run left out are in it, too.
   *
   * @param isComplete Whether the stream was read to its end.
   */
  take(isComplete: boolean): JsonObject {
    this.#hasChanged = false;
    const { bookmarks } = this.#bookmarks.toJSON();
    const entry = isJsonObject(bookmarks) ? bookmarks[this.#stream.name] : undefined;
    const state = streamStateOf(isJsonObject(entry) ? entry : {}, this.#stream.offered);
    return isComplete && this.#stream.offered.cursor === undefined && !("memory" in state)
      ? noCursorState
      : state;
  }
}

/**
 * The bookmarks of every selected stream. A full refresh of an incremental stream begins without any.
 *
 * @throws InvalidInputError with the place of every state that is not understood.
 */
export function bookmarksOf(
  streams: readonly SelectedStream[],
  states: StreamStates,
  reading: BookmarkReading,
): ReadonlyMap<string, StreamBookmarks> {
  const problems: Problem[] = [];
  const bookmarks = new Map<string, StreamBookmarks>();
  for (const stream of streams) {
    const { state, place = "state" } = states.get(stream.name) ?? {};
    const entry = stream.usesState ? bookmarkEntryOf(state, stream.offered) : {};
    if (entry === undefined) {
      const wanted = `{"states": [{"partition": {"business_account_id": "…"}, "cursor": {"${stream.offered.cursor}": "…"}}]}`;
      problems.push({ place, message: `${stream.name}: found ${shapeOf(state)}, wanted ${wanted}` });
    } else bookmarks.set(stream.name, new StreamBookmarks(stream, entry, reading));
  }
  if (problems.length > 0) throw new InvalidInputError("Cannot use the state", problems);
  return bookmarks;
}

function contextual({ stream, account, replicationKey }: BookmarkPosition): {
  stream: string;
  context: { business_account_id: string };
  replicationKey: string;
} {
  return { stream, context: { business_account_id: account }, replicationKey };
}

function inUtc(instant: string): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
