import type { JsonObject, JsonValue } from "@tap-instagram/singer";
import { readAirbyteState } from "@tap-instagram/singer/state";
import type { OfferedStream } from "../catalog/streams.ts";
import { isJsonObject } from "../json-object.ts";

/**
 * The state of a stream, in the form of Airbyte's own connector, which can take over from this one:
 * `{"use_global_cursor": false, "states": [{"partition": {"business_account_id": …}, "cursor": {"date": …}}]}`. What this
 * source remembers beside the cursors is in `memory`, which the other does not read.
 */
export function streamStateOf(entry: JsonObject, { cursor }: Pick<OfferedStream, "cursor">): JsonObject {
  const partitions = listOf(entry["partitions"]).flatMap((partition) =>
    isJsonObject(partition) ? [partition] : [],
  );
  const states: JsonValue[] = [];
  const memory: JsonValue[] = [];
  for (const {
    context = {},
    replication_key: _key,
    replication_key_value: value,
    ...remembered
  } of partitions) {
    if (cursor !== undefined && typeof value === "string")
      states.push({ partition: context, cursor: { [cursor]: withOffset(value) } });
    if (Object.keys(remembered).length > 0) memory.push({ partition: context, ...remembered });
  }
  const shared = entry["replication_key_value"];
  return {
    use_global_cursor: false,
    states,
    ...(cursor !== undefined && typeof shared === "string"
      ? { state: { [cursor]: withOffset(shared) } }
      : {}),
    ...(memory.length > 0 ? { memory } : {}),
  };
}

/** The last state of a stream that is always read completely, once it was. */
export const noCursorState: JsonObject = { __ab_no_cursor_state_message: true };

/** What a full refresh leaves, of this and of other connectors. */
const finished = [
  "__ab_no_cursor_state_message",
  "__ab_full_refresh_state_message",
  "__ab_full_refresh_sync_complete",
];

/**
 * Reads the state of a stream as an entry of `bookmarks`: our own, or one of Airbyte's connector.
 *
 * @returns undefined for another form.
 */
export function bookmarkEntryOf(
  state: JsonValue | undefined,
  { declaration: { name }, cursor }: OfferedStream,
): JsonObject | undefined {
  if (state === undefined || state === null) return {};
  if (!isJsonObject(state)) return undefined;
  if (Object.keys(state).length === 0 || finished.some((key) => Object.hasOwn(state, key))) return {};
  // An older form has the ids of accounts as keys, and this is not an account.
  if (Object.hasOwn(state, "states") && !Array.isArray(state["states"])) return undefined;
  const remembered = memoriesIn(state);
  if (cursor === undefined) return remembered.length === 0 ? {} : { partitions: remembered };
  const { memory: _memory, ...cursors } = state;
  const mapping = { [name]: { replicationKey: cursor, contextOf } };
  const bookmarks = readAirbyteState({ [name]: cursors }, mapping)?.["bookmarks"];
  const entry = isJsonObject(bookmarks) ? bookmarks[name] : undefined;
  if (!isJsonObject(entry)) return undefined;
  if (remembered.length === 0) return entry;
  return { ...entry, partitions: joined(listOf(entry["partitions"]), remembered) };
}

/** The account of a partition: the id itself, or `{business_account_id}` among others. */
function contextOf(partition: string | JsonObject): { business_account_id: string } | undefined {
  const id = typeof partition === "string" ? partition : partition["business_account_id"];
  return typeof id === "string" || typeof id === "number" ? { business_account_id: String(id) } : undefined;
}

function memoriesIn(state: JsonObject): JsonObject[] {
  return listOf(state["memory"]).flatMap((one) => {
    if (!isJsonObject(one) || !isJsonObject(one["partition"])) return [];
    const context = contextOf(one["partition"]);
    const { partition: _partition, ...memory } = one;
    return context === undefined ? [] : [{ context, ...memory }];
  });
}

function joined(partitions: readonly JsonValue[], memories: readonly JsonObject[]): JsonValue[] {
  const byAccount = new Map<string, JsonObject>();
  for (const partition of [...memories, ...partitions]) {
    if (!isJsonObject(partition)) continue;
    const key = JSON.stringify(partition["context"]);
    byAccount.set(key, { ...byAccount.get(key), ...partition });
  }
  return [...byAccount.values()];
}

/** `2026-11-28T08:00:00+00:00`, as Airbyte's connector writes it. */
function withOffset(instant: string): string {
  return instant.endsWith("Z") ? `${instant.slice(0, -1)}+00:00` : instant;
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}
