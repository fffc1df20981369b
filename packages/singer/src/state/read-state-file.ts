import { readJson } from "../host/files.ts";
import type { CommandHost } from "../host/host.ts";
import { isJsonObject, type JsonValue } from "../json/json.ts";
import { Bookmarks, type BookmarksOptions } from "./bookmarks.ts";

/** Options of {@link readStateFile}. */
export interface StateFileOptions extends Omit<BookmarksOptions, "place" | "now"> {
  /** Gives the folder of relative paths, and the time. */
  host: Pick<CommandHost, "cwd" | "now">;
  /** What to do where there is no such file. */
  advice?: string | undefined;
}

/**
 * Reads a state from a file: the value of a STATE, or a whole STATE line. An empty file is an empty state.
 *
 * @throws InvalidInputError with the file's name, when it cannot be read or has no state.
 *
 * @example
 * ```ts
 * import process from "node:process";
 * import { nodeHost } from "@tap-instagram/singer";
 * import { readStateFile } from "@tap-instagram/singer/state";
 *
 * const bookmarks = readStateFile("state.json", { host: nodeHost(process) });
 * bookmarks.get({ stream: "posts", context: {}, replicationKey: "published_at" }); // "2026-01-31T09:00:00Z"
 * ```
 */
export function readStateFile(path: string, { host, advice, ...options }: StateFileOptions): Bookmarks {
  const json = readJson("Cannot use the state", path, host.cwd(), advice);
  return parseState(json, { ...options, place: path, now: () => host.now() });
}

/** The bookmarks of the value of a STATE, or of a whole STATE line. @throws InvalidInputError when it has no state. */
export function parseState(json: JsonValue | undefined, options: BookmarksOptions): Bookmarks {
  const state = isJsonObject(json) && json.type === "STATE" ? json.value : json;
  return Bookmarks.parse(state, options);
}
