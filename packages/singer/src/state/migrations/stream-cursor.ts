import { contextKey } from "../bookmark-entry.ts";
import { compareValues } from "../../json/compare-values.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../json/json.ts";

/** How to read the older state of a stream. */
export interface StreamStateMapping {
  /** The stream's name now. Default: as in the older state. */
  stream?: string | undefined;
  /** The replication key now, and the cursor field of the older state. */
  replicationKey: string;
  /** The cursor field of the older state, if it had another name. */
  cursorField?: string | undefined;
  /**
   * The context of a partition, from its key in an object or from its description. Undefined when it does not belong to
   * this stream; it is then left out.
   */
  contextOf(partition: string | JsonObject): Record<string, string> | undefined;
}

/** How to read older states, by the stream's name in them. */
export interface StateMapping {
  readonly [stream: string]: StreamStateMapping;
}

/**
 * The bookmark entry of one stream's older state. Undefined when it has none of these forms:
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
    // Several partitions can have the same context here. The earlier cursor misses nothing.
    if (typeof before === "string" && compareValues(before, cursor) <= 0) continue;
    partitions.set(key, { context, ...bookmark(cursor, mapping) });
  }
  if (partitions.size > 0) return { partitions: [...partitions.values()] };
  // A stream with very many partitions has one cursor for all of them.
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
