import { Bookmarks } from "./bookmarks.ts";
import { contextText, isLaterBookmark } from "./bookmark-entry.ts";
import { isJsonObject, setOwn, type JsonObject, type JsonValue } from "../json/json.ts";

/**
 * Merges states, e.g. those of runs that each synced a shard. The result has every stream and partition of any of them.
 * Of one that is in several, the latest bookmark is kept.
 *
 * @throws InvalidInputError when one of them is not a state, with its number in the list.
 *
 * @example
 * ```ts
 * import { readFile, writeFile } from "node:fs/promises";
 * import { mergeStates } from "@tap-instagram/singer/state";
 *
 * const texts = await Promise.all(["state-1.json", "state-2.json"].map((file) => readFile(file, "utf8")));
 * const state = mergeStates(texts.map((text): unknown => JSON.parse(text)));
 * await writeFile("state.json", JSON.stringify(state));
 * ```
 */
export function mergeStates(states: readonly unknown[]): JsonObject {
  const merged: { [stream: string]: { own: JsonObject; partitions: JsonValue[]; isPartitioned: boolean } } =
    {};
  for (const [index, state] of states.entries()) {
    const { bookmarks } = Bookmarks.parse(state, { place: `states[${index}]` }).toJSON();
    for (const [name, stream] of Object.entries(isJsonObject(bookmarks) ? bookmarks : {})) {
      if (!isJsonObject(stream)) continue;
      const { partitions, ...own } = stream;
      const before = Object.hasOwn(merged, name) ? merged[name] : undefined;
      setOwn(merged, name, {
        own:
          before === undefined
            ? own
            : isLaterBookmark(own, before.own)
              ? { ...before.own, ...own }
              : { ...own, ...before.own },
        partitions: [...(before?.partitions ?? []), ...(Array.isArray(partitions) ? partitions : [])],
        isPartitioned: before?.isPartitioned === true || Array.isArray(partitions),
      });
    }
  }
  const bookmarks: JsonObject = {};
  for (const [name, { own, partitions, isPartitioned }] of Object.entries(merged)) {
    setOwn(bookmarks, name, isPartitioned ? { ...own, partitions } : own);
  }
  // Reading it sorts the partitions and keeps the latest of those that are there twice.
  return Bookmarks.parse({ bookmarks }).toJSON();
}

/** A partition of a stream, for {@link splitState}. */
export interface StatePartition {
  readonly stream: string;
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Splits a state into parts by name. `partitionOf` names the part of each partition; what belongs to a whole stream is
 * in every part. `mergeStates` of the parts gives the state again. A state without partitions becomes one part with the
 * name `""`.
 *
 * @throws InvalidInputError when it is not a state.
 *
 * @example
 * ```ts
 * import { readFile, writeFile } from "node:fs/promises";
 * import { splitState } from "@tap-instagram/singer/state";
 *
 * const state: unknown = JSON.parse(await readFile("state.json", "utf8"));
 * const parts = splitState(state, ({ context }) => context["blog_id"] ?? "rest");
 * for (const [blog, part] of Object.entries(parts)) await writeFile(`${blog}.json`, JSON.stringify(part));
 * ```
 */
export function splitState(
  state: unknown,
  partitionOf: (partition: StatePartition) => string,
): { [part: string]: JsonObject } {
  const { bookmarks } = Bookmarks.parse(state).toJSON();
  const streams = Object.entries(isJsonObject(bookmarks) ? bookmarks : {}).map(([name, stream]) => {
    const { partitions, ...own } = isJsonObject(stream) ? stream : {};
    const placed = (Array.isArray(partitions) ? partitions : []).map((partition) => ({
      partition,
      part: partitionOf({ stream: name, context: contextOf(partition) }),
    }));
    return { name, own, placed, isPartitioned: Array.isArray(partitions) };
  });
  const names = new Set(streams.flatMap(({ placed }) => placed.map(({ part }) => part)));
  if (names.size === 0) names.add("");
  const parts: { [part: string]: JsonObject } = {};
  for (const part of names) {
    const mine: JsonObject = {};
    for (const { name, own, placed, isPartitioned } of streams) {
      const partitions = placed.flatMap((one) => (one.part === part ? [one.partition] : []));
      setOwn(mine, name, isPartitioned ? { ...own, partitions } : own);
    }
    setOwn(parts, part, { bookmarks: mine });
  }
  return parts;
}

function contextOf(partition: JsonValue): Record<string, string> {
  const context = isJsonObject(partition) && isJsonObject(partition.context) ? partition.context : {};
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [key, contextText(value)]));
}
