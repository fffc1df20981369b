import {
  BookmarkEntry,
  contextKey,
  describeContext,
  isLaterBookmark,
  withoutProgress,
} from "./bookmark-entry.ts";
import type { Problem } from "../errors.ts";
import { isJsonObject, preview, type JsonObject, type JsonValue } from "../json/json.ts";

/** The bookmarks of one stream. */
export interface StreamBookmarks {
  /** The stream's own bookmark, if any, and all unknown keys. */
  own: BookmarkEntry;
  /** By `contextKey`. */
  partitions: Map<string, BookmarkEntry>;
  /** Whether the state has a list of partitions, also an empty one. */
  isPartitioned: boolean;
  /** The bookmark of a state without partitions. Each partition uses it until it has its own. */
  shared: BookmarkEntry | undefined;
}

/** A stream without any bookmark. */
export function emptyStream(): StreamBookmarks {
  return { own: new BookmarkEntry({}), partitions: new Map(), isPartitioned: false, shared: undefined };
}

type Report = (path: string, found: unknown, wanted: string) => void;

/** Reads the `bookmarks` of a state. Adds what is not understood to the problems, with its place. */
export function readStreams(
  json: JsonValue | undefined,
  place: string,
  problems: Problem[],
  onWarning: (text: string) => void,
): Map<string, StreamBookmarks> {
  const report: Report = (path, found, wanted) => {
    problems.push({ place: `${place}: ${path}`, message: `found ${preview(found)}, wanted ${wanted}` });
  };
  const streams = new Map<string, StreamBookmarks>();
  if (json === null) return streams;
  if (!isJsonObject(json)) {
    report("bookmarks", json, "an object by stream");
    return streams;
  }
  for (const [name, value] of Object.entries(json)) {
    if (value === null || isJsonObject(value))
      streams.set(name, readStream(name, value ?? {}, report, onWarning));
    else report(`bookmarks.${name}`, value, "an object");
  }
  return streams;
}

function readStream(
  name: string,
  json: JsonObject,
  report: Report,
  onWarning: (text: string) => void,
): StreamBookmarks {
  const { partitions, ...own } = json;
  const stream = emptyStream();
  stream.own = new BookmarkEntry(withoutProgress(own));
  if (partitions === undefined || partitions === null) {
    stream.shared = stream.own;
    return stream;
  }
  stream.isPartitioned = true;
  if (!Array.isArray(partitions)) {
    report(`bookmarks.${name}.partitions`, partitions, "a list");
    return stream;
  }
  for (const [index, partition] of partitions.entries()) {
    if (isJsonObject(partition) && isJsonObject(partition.context)) {
      addPartition(name, stream, partition, onWarning);
    } else {
      report(`bookmarks.${name}.partitions[${index}]`, partition, 'an object with a "context"');
    }
  }
  return stream;
}

function addPartition(
  name: string,
  stream: StreamBookmarks,
  partition: JsonObject,
  onWarning: (text: string) => void,
): void {
  const entry = new BookmarkEntry(withoutProgress(partition));
  const key = contextKey(entry.context);
  const double = stream.partitions.get(key);
  if (double !== undefined) {
    const where = `stream "${name}"${describeContext(entry.context)}`;
    onWarning(`The state has two bookmarks for ${where}; the later one is used`);
    if (!isLaterBookmark(entry.toJSON(), double.toJSON())) return;
  }
  stream.partitions.set(key, entry);
}
