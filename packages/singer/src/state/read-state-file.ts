import { InvalidInputError } from "../errors.ts";
import { readText, type FileHost } from "../host/files.ts";
import type { CommandHost } from "../host/host.ts";
import { isJsonObject, type JsonValue } from "../json/json.ts";
import { Bookmarks, type BookmarksOptions } from "./bookmarks.ts";
import { parseStateText, type StateOfText } from "./state-text.ts";

/** Options of {@link readStateFile}. */
export interface StateFileOptions extends Omit<BookmarksOptions, "place" | "now"> {
  /** Gives the folder of relative paths, and the time. */
  host: Pick<CommandHost, "cwd" | "now">;
  /** What to do where there is no such file. */
  advice?: string | undefined;
}

/**
 * Reads a state from a file: the value of a STATE, or a whole STATE line. Of several lines the last one counts, as a target
 * prints them one after the other. An empty file is an empty state.
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
  const { json, isCut } = textOf(path, host, advice);
  if (json === undefined)
    options.onWarning?.(
      `${path} is empty, so the sync begins anew. If a shell emptied it, as in "target > ${path}", let the target write into another file`,
    );
  if (isCut) options.onWarning?.(`The last line of ${path} is cut: the state of the line before it is used`);
  return parseState(json, { ...options, place: path, now: () => host.now() });
}

/** The bookmarks of the value of a STATE, or of a whole STATE line. @throws InvalidInputError when it has no state. */
export function parseState(json: JsonValue | undefined, options: BookmarksOptions): Bookmarks {
  const state = isJsonObject(json) && json.type === "STATE" ? json.value : json;
  return Bookmarks.parse(state, options);
}

function textOf(path: string, host: FileHost, advice: string | undefined): StateOfText {
  const attempt = "Cannot use the state";
  const text = readText(attempt, path, host, advice);
  try {
    return parseStateText(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new InvalidInputError(attempt, [{ place: path, message }]);
  }
}
