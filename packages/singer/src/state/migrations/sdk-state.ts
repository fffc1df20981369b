import { getOwn, isJsonObject, setOwn, type JsonObject, type JsonValue } from "../../json/json.ts";
import { contextKey, isLaterBookmark } from "../bookmark-entry.ts";
import type { StateMapping, StreamStateMapping } from "./stream-cursor.ts";

/**
 * Rewrites the state of another tap of the Meltano SDK that has other names for contexts, replication keys or streams.
 * Streams that the mapping does not name, and partitions for which `contextOf` returns undefined, stay as they are. If
 * several streams or partitions become one, the earliest bookmark is kept.
 *
 * @returns undefined when it is not a `{"bookmarks": …}` state, or has nothing of the other tap.
 *
 * @example
 * ```ts
 * import { readFile } from "node:fs/promises";
 * import { readSdkState } from "@tap-instagram/singer/state";
 *
 * const state = readSdkState(JSON.parse(await readFile("state.json", "utf8")), {
 *   blog_posts: {
 *     stream: "posts",
 *     replicationKey: "published_at",
 *     cursorField: "date",
 *     contextOf: (at) => (typeof at === "object" ? { blog_id: String(at["blog"]) } : undefined),
 *   },
 * });
 * ```
 */
export function readSdkState(json: unknown, mapping: StateMapping): JsonObject | undefined {
  if (!isJsonObject(json) || !isJsonObject(json.bookmarks)) return undefined;
  const bookmarks: JsonObject = {};
  let isRewritten = false;
  for (const [name, value] of Object.entries(json.bookmarks)) {
    const stream = Object.hasOwn(mapping, name) ? mapping[name] : undefined;
    const next = stream === undefined || !isJsonObject(value) ? value : rewriteStream(value, stream);
    const newName = stream?.stream ?? name;
    isRewritten ||= next !== value || newName !== name;
    const before = getOwn(bookmarks, newName);
    setOwn(bookmarks, newName, isJsonObject(before) && isJsonObject(next) ? combine(before, next) : next);
  }
  return isRewritten ? { bookmarks } : undefined;
}

/** Two streams that become one. The earlier bookmark misses nothing. */
function combine(a: JsonObject, b: JsonObject): JsonObject {
  const { partitions: left, ...ownA } = a;
  const { partitions: right, ...ownB } = b;
  const own = earlier(ownA, ownB);
  const all = [left, right].flatMap((list) => (Array.isArray(list) ? list : []));
  return Array.isArray(left) || Array.isArray(right) ? { ...own, partitions: earliest(all) } : own;
}

/** One partition for each context. */
function earliest(partitions: readonly JsonValue[]): JsonValue[] {
  const byContext = new Map<string, JsonValue>();
  for (const [index, partition] of partitions.entries()) {
    const context =
      isJsonObject(partition) && isJsonObject(partition.context) ? partition.context : undefined;
    const key = context === undefined ? String(index) : contextKey(context);
    const before = byContext.get(key);
    const isTwin = isJsonObject(before) && isJsonObject(partition);
    byContext.set(key, isTwin ? earlier(before, partition) : partition);
  }
  return [...byContext.values()];
}

/** An entry without a bookmark does not change the other. */
function earlier(a: JsonObject, b: JsonObject): JsonObject {
  if (typeof a.replication_key_value !== "string") return { ...a, ...b };
  return typeof b.replication_key_value === "string" && isLaterBookmark(a, b) ? b : a;
}

function rewriteStream(stream: JsonObject, mapping: StreamStateMapping): JsonObject {
  const { partitions, ...own } = stream;
  const rewrittenOwn = rewriteKey(own, mapping);
  if (!Array.isArray(partitions)) return rewrittenOwn === own ? stream : { ...stream, ...rewrittenOwn };
  const rewritten = partitions.map((partition) => rewritePartition(partition, mapping));
  const isSame =
    rewrittenOwn === own && rewritten.every((partition, index) => partition === partitions[index]);
  return isSame ? stream : { ...rewrittenOwn, partitions: earliest(rewritten) };
}

function rewritePartition(partition: JsonValue, mapping: StreamStateMapping): JsonValue {
  if (!isJsonObject(partition) || !isJsonObject(partition.context)) return partition;
  const context = mapping.contextOf(partition.context);
  if (context === undefined) return partition;
  return { ...rewriteKey(partition, mapping), context };
}

function rewriteKey(entry: JsonObject, { replicationKey, cursorField }: StreamStateMapping): JsonObject {
  if (cursorField === undefined || entry.replication_key !== cursorField) return entry;
  return { ...entry, replication_key: replicationKey };
}
