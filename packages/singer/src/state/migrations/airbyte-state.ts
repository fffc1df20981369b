import { isJsonObject, setOwn, type JsonObject, type JsonValue } from "../../json/json.ts";
import { readStreamCursor, type StateMapping } from "./stream-cursor.ts";

/**
 * Reads the state of an Airbyte source as `{"bookmarks": …}`. It may be
 *
 * - an object by stream: `{"user_insights": {…}}`,
 * - a list of stream states: `[{"type": "STREAM", "stream": {"stream_descriptor": {"name": …}, "stream_state": {…}}}]`,
 * - one of its elements, or a whole STATE message around one,
 * - a global state with a list of stream states, or a legacy state with `data` by stream.
 *
 * `readStreamCursor` reads the state of a stream. Streams that the mapping does not name are left out, because Airbyte
 * keeps the states of removed streams.
 *
 * @returns undefined when the state has another form, or no stream of the mapping.
 *
 * @example
 * ```ts
 * import { readAirbyteState } from "@tap-instagram/singer/state";
 *
 * const state = { posts: { "7": { published_at: "2026-01-31T00:00:00Z" } } };
 * readAirbyteState(state, {
 *   posts: {
 *     replicationKey: "published_at",
 *     contextOf: (partition) => (typeof partition === "string" ? { blog_id: partition } : undefined),
 *   },
 * });
 * // { bookmarks: { posts: { partitions: [{ context: { blog_id: "7" }, replication_key: "published_at", … }] } } }
 * ```
 */
export function readAirbyteState(json: unknown, mapping: StateMapping): JsonObject | undefined {
  const bookmarks: JsonObject = {};
  for (const [name, state] of streamStates(json)) {
    if (!Object.hasOwn(mapping, name)) continue;
    const stream = mapping[name];
    if (stream === undefined) continue;
    const entry = readStreamCursor(state, stream);
    if (entry !== undefined) setOwn(bookmarks, stream.stream ?? name, entry);
  }
  return Object.keys(bookmarks).length === 0 ? undefined : { bookmarks };
}

function streamStates(json: unknown): [string, JsonValue | undefined][] {
  if (Array.isArray(json)) return json.flatMap(streamStates);
  if (!isJsonObject(json)) return [];
  if (json.type === "STATE" && isJsonObject(json.state)) return streamStates(json.state);
  if (isJsonObject(json.stream)) return described(json.stream);
  if (isJsonObject(json.global)) {
    const states = json.global.stream_states;
    return Array.isArray(states)
      ? states.flatMap((state) => (isJsonObject(state) ? described(state) : []))
      : [];
  }
  if (json.type === "LEGACY") return isJsonObject(json.data) ? Object.entries(json.data) : [];
  return Object.entries(json);
}

function described(stream: JsonObject): [string, JsonValue | undefined][] {
  const descriptor = stream.stream_descriptor;
  const name = isJsonObject(descriptor) ? descriptor.name : undefined;
  return typeof name === "string" ? [[name, stream.stream_state]] : [];
}
