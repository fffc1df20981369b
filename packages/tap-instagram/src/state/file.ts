import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  Bookmarks,
  InvalidInputError,
  parseExactJson,
  type CommandHost,
  type JsonObject,
  type JsonValue,
} from "@tap-instagram/singer";
import { migrateState } from "./migration.ts";

/**
 * The state in a file: what a sync takes with `--state`, or the STATE line it wrote. Older forms are read too.
 *
 * @throws InvalidInputError with the file's name, when it cannot be read or holds no state.
 */
export function readStateFile(path: string, host: Pick<CommandHost, "cwd" | "now">): JsonObject {
  const json = stateOfMessage(readJson(path, host));
  // A bookmark in the future is kept as it is here; the sync that reads it deals with it.
  return Bookmarks.parse(json, { place: path, now: () => host.now(), migrate: migrateState }).toJSON();
}

function readJson(path: string, host: Pick<CommandHost, "cwd">): JsonValue | undefined {
  try {
    const text = readFileSync(resolve(host.cwd(), path), "utf8");
    return text.trim() === "" ? undefined : parseExactJson(text);
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const reason = error instanceof Error ? error.message : String(error);
    const message = isMissing ? "there is no such file" : reason;
    throw new InvalidInputError("Cannot use the state", [{ place: path, message }]);
  }
}

function stateOfMessage(json: JsonValue | undefined): JsonValue | undefined {
  const isMessage =
    typeof json === "object" && json !== null && !Array.isArray(json) && json["type"] === "STATE";
  return isMessage ? json["value"] : json;
}
