import { BookmarkEntry, contextKey, describeContext } from "./bookmark-entry.ts";
import { isWholeStream, type BookmarkPosition, type PartitionPosition } from "./bookmark-position.ts";
import { compareValues } from "../json/compare-values.ts";
import { InvalidInputError, type Problem } from "../errors.ts";
import { formatInstant, parseInstant } from "../json/instant.ts";
import { isJsonObject, preview, setOwn, type JsonObject } from "../json/json.ts";
import { emptyStream, readStreams, type StreamBookmarks } from "./read-bookmarks.ts";

/** How a state is read. */
export interface BookmarksOptions {
  /** Receives one line for each value that cannot be used as it is. */
  onWarning?(text: string): void;
  /** Milliseconds since 1970. Later bookmarks are read as now. Default `Date.now`. */
  now?(): number;
  /** Turns older forms into `{"bookmarks": …}`. Returns undefined for a current or an unknown form. */
  migrate?(json: unknown): JsonObject | undefined;
  /** Whether a replication key holds dates; other values are then refused. Default: no. */
  isInstant?(stream: string, replicationKey: string): boolean;
  /** The file's name, for messages. Default `state`. */
  place?: string | undefined;
}

const maxValueLength = 1000;

/**
 * How far each stream and each partition has been synced: the value of STATE, in the shape of the Meltano SDK.
 *
 * @example
 * ```ts
 * import { Bookmarks } from "@tap-instagram/singer/state";
 *
 * const bookmarks = Bookmarks.parse({});
 * const at = { stream: "posts", context: { blog_id: "7" }, replicationKey: "published_at" };
 * bookmarks.get(at); // undefined: from the beginning
 * bookmarks.advance(at, "2026-01-31T09:00:00Z"); // true
 * bookmarks.advance(at, "2026-01-30T09:00:00Z"); // false: it never goes back
 * JSON.stringify(bookmarks); // {"bookmarks":{"posts":{"partitions":[{"context":{"blog_id":"7"},…}]}}}
 * ```
 */
export class Bookmarks {
  #streams: Map<string, StreamBookmarks> = new Map();
  #options: BookmarksOptions;
  #place: string;

  private constructor(options: BookmarksOptions) {
    this.#options = options;
    this.#place = options.place ?? "state";
  }

  /**
   * Reads a state. Undefined, null and `{}` are empty states. Drops what an interrupted run of the Meltano SDK leaves
   * behind: progress markers, signposts and `currently_syncing`.
   *
   * @throws InvalidInputError with the place of every part that is not understood.
   */
  static parse(json: unknown, options: BookmarksOptions = {}): Bookmarks {
    const bookmarks = new Bookmarks(options);
    if (json === undefined || json === null || (isJsonObject(json) && Object.keys(json).length === 0)) {
      return bookmarks;
    }
    const isOurs = isJsonObject(json) && json.bookmarks !== undefined;
    const state = options.migrate?.(json) ?? (isOurs ? json : undefined);
    const problems: Problem[] = [];
    if (state === undefined) {
      const wanted = 'wanted {"bookmarks": {…}}, as the last STATE line of a sync holds it';
      const found = isJsonObject(json)
        ? `found an object with ${preview(Object.keys(json).slice(0, 5))}`
        : `found ${preview(json)}`;
      problems.push({ place: bookmarks.#place, message: `${found}, ${wanted}` });
    } else {
      bookmarks.#streams = readStreams(state.bookmarks, bookmarks.#place, problems, (text) =>
        options.onWarning?.(text),
      );
    }
    if (problems.length > 0) throw new InvalidInputError("Cannot use the state", problems);
    return bookmarks;
  }

  /**
   * The bookmark at a position; the stream's own bookmark if the state had no partitions. Undefined when there is none,
   * when it is of another replication key, and, with a warning, when its value cannot be used. A date-time without a
   * zone is read as UTC. One in the future is read as now, with a warning.
   */
  get(at: BookmarkPosition): string | undefined {
    const entry = this.#entry(at);
    if (entry === undefined || entry.replicationKey !== at.replicationKey) return undefined;
    const value = entry.value;
    if (value === undefined || value === null) return undefined;
    const where = `The bookmark of stream "${at.stream}"${describeContext(at.context)}`;
    if (typeof value !== "string" || value.length > maxValueLength) {
      this.#warnOnce(entry, `${where} holds ${preview(value)}, wanted a string; it is ignored`);
      return undefined;
    }
    const instant = parseInstant(value);
    if (instant === undefined) {
      if (this.#options.isInstant?.(at.stream, at.replicationKey) !== true) return value;
      this.#warnOnce(
        entry,
        `${where} holds ${preview(value)}, wanted a date such as 2026-01-31T00:00:00Z; it is ignored`,
      );
      return undefined;
    }
    const now = this.#options.now?.() ?? Date.now();
    if (instant > now) {
      const clamped = formatInstant(now);
      this.#warnOnce(entry, `${where} is in the future (${value}); it is read as now, ${clamped}`);
      this.#openEntry(at).advance(at.replicationKey, clamped);
      return clamped;
    }
    return isUnambiguous(value) ? value : formatInstant(instant);
  }

  /** Moves a bookmark forward, never back. Dates are compared as instants. Returns whether it moved. */
  advance(at: BookmarkPosition, value: string): boolean {
    const current = this.get(at);
    if (current !== undefined && compareValues(value, current) <= 0) return false;
    this.#openEntry(at).advance(at.replicationKey, value);
    return true;
  }

  /** What a tap remembers beside the bookmark at a position. Empty when there is nothing. */
  memory(at: PartitionPosition): JsonObject {
    const stream = this.#streams.get(at.stream);
    const entry = isWholeStream(at) ? stream?.own : stream?.partitions.get(contextKey(at.context));
    return entry?.memory ?? {};
  }

  /**
   * Replaces what is remembered beside the bookmark at a position. A partition without a bookmark and without a memory
   * leaves the state.
   */
  remember(at: PartitionPosition, memory: JsonObject): void {
    const entry = this.#openEntry(at);
    entry.remember(memory);
    if (isWholeStream(at) || !entry.isEmpty) return;
    const stream = this.#open(at.stream);
    stream.partitions.delete(contextKey(at.context));
    stream.isPartitioned = stream.partitions.size > 0;
  }

  /** Every partition of every stream, with its context as the state has it. */
  partitions(): { stream: string; context: JsonObject }[] {
    return [...this.#streams].flatMap(([stream, { partitions }]) =>
      [...partitions.values()].map(({ context }) => ({ stream, context })),
    );
  }

  /** Adds a stream to the state, with `{}` if it has no bookmark. */
  touch(stream: string): void {
    this.#open(stream);
  }

  /** `{"bookmarks": {…}}`, with partitions sorted by context. What was not touched is unchanged. */
  toJSON(): JsonObject {
    const bookmarks: JsonObject = {};
    for (const [name, { own, partitions, isPartitioned }] of this.#streams) {
      // Sorts the keys alone: 30,000 pairs of key and entry would take memory just when the text of the state does.
      const sorted = [...partitions.keys()].toSorted().flatMap((key) => partitions.get(key)?.toJSON() ?? []);
      const stream = isPartitioned ? { ...own.toJSON(), partitions: sorted } : own.toJSON();
      setOwn(bookmarks, name, stream);
    }
    return { bookmarks };
  }

  #entry(at: BookmarkPosition): BookmarkEntry | undefined {
    const stream = this.#streams.get(at.stream);
    if (stream === undefined || isWholeStream(at)) return stream?.own;
    return stream.partitions.get(contextKey(at.context)) ?? stream.shared;
  }

  #openEntry(at: PartitionPosition): BookmarkEntry {
    const stream = this.#open(at.stream);
    if (isWholeStream(at)) return stream.own;
    stream.isPartitioned = true;
    const key = contextKey(at.context);
    const entry = stream.partitions.get(key) ?? new BookmarkEntry({ context: { ...at.context } });
    stream.partitions.set(key, entry);
    return entry;
  }

  #open(name: string): StreamBookmarks {
    const stream = this.#streams.get(name) ?? emptyStream();
    this.#streams.set(name, stream);
    return stream;
  }

  #warnOnce(entry: BookmarkEntry, text: string): void {
    if (entry.isWarnedOf) return;
    entry.isWarnedOf = true;
    this.#options.onWarning?.(text);
  }
}

/** A plain date, or RFC 3339 with a zone, which every program reads as the same instant. Few read a leap second. */
function isUnambiguous(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:[0-5]\d(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$/.test(value);
}
