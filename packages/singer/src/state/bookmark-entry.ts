import { compareValues } from "../json/compare-values.ts";
import { isJsonObject, preview, setOwn, type JsonObject, type JsonValue } from "../json/json.ts";

/** What the Meltano SDK writes during a run. A complete state does not have it. */
const progressKeys = new Set([
  "progress_markers",
  "replication_key_signpost",
  "starting_replication_value",
  "partition_context",
]);

const ownKeys = new Set(["context", "replication_key", "replication_key_value"]);

/** The bookmark of a stream or of a partition. Unknown keys stay as they are. */
export class BookmarkEntry {
  /** Whether a warning about its value was logged. */
  isWarnedOf = false;
  #json: JsonObject;

  constructor(json: JsonObject) {
    this.#json = json;
  }

  get context(): JsonObject {
    return isJsonObject(this.#json.context) ? this.#json.context : {};
  }

  get replicationKey(): JsonValue | undefined {
    return this.#json.replication_key;
  }

  get value(): JsonValue | undefined {
    return this.#json.replication_key_value;
  }

  advance(replicationKey: string, value: string): void {
    this.#json = { ...this.#json, replication_key: replicationKey, replication_key_value: value };
  }

  /** Keys beside the bookmark's own: what a tap remembers of a partition. */
  get memory(): JsonObject {
    return Object.fromEntries(Object.entries(this.#json).filter(([key]) => !ownKeys.has(key)));
  }

  remember(memory: JsonObject): void {
    const own = Object.entries(this.#json).filter(([key]) => ownKeys.has(key));
    // Key by key: V8 gives each object that others are spread into a shape of its own, of 200 bytes.
    const json: JsonObject = {};
    for (const [key, value] of [...own, ...Object.entries(memory)]) setOwn(json, key, value);
    this.#json = json;
  }

  /** Whether it holds neither a bookmark nor a memory. */
  get isEmpty(): boolean {
    return this.replicationKey === undefined && Object.keys(this.memory).length === 0;
  }

  toJSON(): JsonObject {
    return this.#json;
  }
}

/** A text that is the same for equal contexts: the keys may be in any order, and the values numbers or texts. */
export function contextKey(context: JsonObject): string {
  const entries = Object.entries(context).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries.map(([key, value]) => [key, contextText(value)]));
}

/** A value of a context as text. Other programs sometimes write numbers. */
export function contextText(value: JsonValue): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** An entry without what the SDK writes during a run: the same object where it holds none of it. */
export function withoutProgress(json: JsonObject): JsonObject {
  if (!Object.keys(json).some((key) => progressKeys.has(key))) return json;
  return Object.fromEntries(Object.entries(json).filter(([key]) => !progressKeys.has(key)));
}

/** Whether a bookmark is later than another. One without a text value is earlier than all. */
export function isLaterBookmark(entry: JsonObject, other: JsonObject): boolean {
  const [value, otherValue] = [entry.replication_key_value, other.replication_key_value];
  if (typeof value !== "string") return false;
  return typeof otherValue !== "string" || compareValues(value, otherValue) > 0;
}

/** ` (account "1")`, for messages. Empty for the stream itself. */
export function describeContext(context: JsonObject): string {
  const parts = Object.entries(context).map(([key, value]) => `${key} ${preview(value)}`);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}
