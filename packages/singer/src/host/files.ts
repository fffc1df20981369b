import { resolve } from "node:path";
import { InvalidInputError } from "../errors.ts";
import type { JsonValue } from "../json/json.ts";
import { isSecretLikePath } from "../json/shown.ts";
import { parseExactJson } from "../json/exact-json.ts";
import type { CommandHost } from "./host.ts";
import { readFileOrFifo } from "./read-file-or-fifo.ts";

const reasons: { readonly [code: string]: string } = {
  ENOENT: "there is no such file",
  EACCES: "this user may not read the file",
  EISDIR: "this is a folder, wanted a file",
  ENOTDIR: "a part of the path is not a folder",
};

/** Where files are read. */
export type FileHost = Pick<CommandHost, "cwd" | "fifos">;

/**
 * The text of a file named on the command line.
 *
 * @param advice what to do where there is no such file.
 * @throws InvalidInputError when it cannot be read.
 */
export function readText(attempt: string, path: string, host: FileHost, advice?: string): string {
  const place = resolve(host.cwd(), path);
  try {
    return host.fifos?.get(place)?.() ?? readFileOrFifo(place);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const reason = reasons[code] ?? (error instanceof Error ? error.message : String(error));
    const message = advice !== undefined && code === "ENOENT" ? `${reason}: ${advice}` : reason;
    throw new InvalidInputError(attempt, [
      { place: isSecretLikePath(path) ? `a name of ${path.length} characters` : path, message },
    ]);
  }
}

/**
 * The JSON of a file, without losing a digit. Undefined when the file is empty.
 *
 * @throws InvalidInputError when it cannot be read or is not JSON, with line and column.
 *
 * @example
 * ```ts
 * import process from "node:process";
 * import { nodeHost } from "@tap-instagram/singer";
 * import { readJson } from "@tap-instagram/singer/protocol";
 *
 * const json = readJson("Cannot use the settings", "config.json", nodeHost(process));
 * ```
 */
export function readJson(attempt: string, path: string, host: FileHost): JsonValue | undefined {
  const text = readText(attempt, path, host);
  if (text.replace("\uFEFF", "").trim() === "") return undefined;
  try {
    return parseExactJson(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new InvalidInputError(attempt, [{ place: path, message }]);
  }
}
