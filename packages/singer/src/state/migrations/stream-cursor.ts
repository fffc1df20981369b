import { contextKey } from "../bookmark-entry.ts";
import { compareValues } from "../../json/compare-values.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../json/json.ts";

/** What a tap knows of a stream whose older state is to be read. */
export interface StreamStateMapping {
  /** The stream's name now. Default: as in the older state. */
  stream?: string | undefined;
  /** The replication key now; the older state's cursor field. */
  replicationKey: string;
  /** The cursor field of the older state where it had another name. */
  cursorField?: string | undefined;
  /**
   * The context of a partition: from its key, where the older state is an object by key, or from its own
   * description. Undefined when it is no partition of this stream; it is left out then.
   */
  contextOf(partition: string | JsonObject): Record<string, string> | undefined;
}

/** How older states map to bookmarks, by the stream's name there. */
export interface StateMapping {
  readonly [stream: string]: StreamStateMapping;
}

/**
 * The bookmark entry of one stream's older state, in any of these forms; undefined when it is none of them:
 *
 * - one cursor: `{"date": "…"}`
 * - cursors by partition: `{"17841400000000000": {"date": "…"}}`, or the value alone instead of the object
 * - low-code: `{"states": [{"partition": {…}, "cursor": {"date": "…"}}], "state": {"date": "…"}, …}`
 */
export function readStreamCursor(
  json: JsonValue | undefined,
  mapping: StreamStateMapping,
): JsonObject | undefined {
  if (!isJsonObject(json)) return undefined;
  if (Object.keys(json).length === 0) return {};
  if (Array.isArray(json.states)) return fromLowCode(json, json.states, mapping);
  const whole = cursorOf(json, mapping);
  if (whole !== undefined) return bookmark(whole, mapping);
  const partitions: JsonObject[] = [];
  for (const [key, value] of Object.entries(json)) {
    const cursor =
      typeof value === "string" ? value : isJsonObject(value) ? cursorOf(value, mapping) : undefined;
    const context = mapping.contextOf(key);
    if (cursor !== undefined && context !== undefined)
      partitions.push({ context, ...bookmark(cursor, mapping) });
  }
  return partitions.length === 0 ? undefined : { partitions };
}

function fromLowCode(
  json: JsonObject,
  states: readonly JsonValue[],
  mapping: StreamStateMapping,
): JsonObject | undefined {
  const partitions = new Map<string, JsonObject>();
  for (const state of states) {
    if (!isJsonObject(state) || !isJsonObject(state.partition) || !isJsonObject(state.cursor)) continue;
    const context = mapping.contextOf(state.partition);
    const cursor = cursorOf(state.cursor, mapping);
    if (context === undefined || cursor === undefined) continue;
    const key = contextKey(context);
    const before = partitions.get(key)?.replication_key_value;
    // Partitions that differ in what we do not tell apart become one; the earlier cursor misses nothing.
    if (typeof before === "string" && compareValues(before, cursor) <= 0) continue;
    partitions.set(key, { context, ...bookmark(cursor, mapping) });
  }
  if (partitions.size > 0) return { partitions: [...partitions.values()] };
  // A stream of very many partitions keeps one cursor for all of them.
  const shared = isJsonObject(json.state) ? cursorOf(json.state, mapping) : undefined;
  if (shared !== undefined) return bookmark(shared, mapping);
  return states.length === 0 ? {} : undefined;
}

function cursorOf(json: JsonObject, { replicationKey, cursorField }: StreamStateMapping): string | undefined {
  const value = json[cursorField ?? replicationKey];
  return typeof value === "string" ? value : undefined;
}

function bookmark(value: string, { replicationKey }: StreamStateMapping): JsonObject {
  return { replication_key: replicationKey, replication_key_value: value };
}
