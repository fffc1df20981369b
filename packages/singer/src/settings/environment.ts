import { join } from "node:path";
import { InvalidInputError } from "../errors.ts";
import { readFileOrFifo } from "../host/read-file-or-fifo.ts";
import { nearest } from "../json/nearest.ts";
import type { SettingSource } from "./parse-settings.ts";
import type { SettingDefinitions } from "./setting.ts";

const logLevel = "loglevel";

type Environment = { readonly [name: string]: string | undefined };

/** The environment variable of a setting: `tap-instagram`, `page_size` → `TAP_INSTAGRAM_PAGE_SIZE`. */
export function variableName(command: string, setting: string): string {
  return `${command}_${setting}`.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
}

/**
 * The settings in the environment, and in the `.env` of the working folder. The environment wins. A `.env` in a folder
 * above is not read: somebody else may write there, and it could send the token elsewhere.
 *
 * @throws InvalidInputError where the `.env` is a device or too long.
 */
export function environmentSource(
  command: string,
  settings: SettingDefinitions,
  env: Environment,
  cwd: string,
): SettingSource {
  const file = readDotenv(cwd);
  const values: { [key: string]: string } = {};
  const places = new Map<string, string>();
  for (const [name, { aliases = [] }] of Object.entries(settings)) {
    for (const key of [name, ...aliases]) {
      const variable = variableName(command, key);
      const value = env[variable] ?? file?.values.get(variable);
      if (value === undefined) continue;
      values[key] = value;
      places.set(key, env[variable] === undefined ? `${file?.path ?? ".env"}:${variable}` : variable);
    }
  }
  const given = new Map([...(file?.values ?? []), ...Object.entries(env)]);
  for (const [key, value] of slips(command, settings, given)) values[key] = value;
  return {
    place: places.size === 0 || !file ? "the environment" : `the environment and ${file.path}`,
    values,
    placeOf: (key) => places.get(key) ?? variableName(command, key),
  };
}

/** Variables that are nearly those of a setting. Others with the command's name are for other programs, or for the log. */
function* slips(
  command: string,
  settings: SettingDefinitions,
  given: ReadonlyMap<string, string | undefined>,
): Iterable<[key: string, value: string]> {
  const keys = Object.entries(settings).flatMap(([name, { aliases = [] }]) => [name, ...aliases]);
  const known = new Set([...keys, logLevel].map((key) => variableName(command, key)));
  const prefix = variableName(command, "");
  for (const [variable, value = ""] of given) {
    const key = variable.slice(prefix.length).toLowerCase();
    // Meltano sets variables with two underscores for each plugin.
    if (!variable.startsWith(prefix) || known.has(variable) || key.startsWith("_") || value === "") continue;
    if (nearest(key, keys) !== undefined) yield [key, value];
  }
}

function readDotenv(cwd: string): { path: string; values: ReadonlyMap<string, string> } | undefined {
  const path = join(cwd, ".env");
  try {
    return { path, values: parseDotenv(readFileOrFifo(path)) };
  } catch (error) {
    // Most folders have none, and some have a folder of that name.
    if (!(error instanceof Error) || "code" in error) return undefined;
    throw new InvalidInputError("Cannot use the settings", [{ place: path, message: error.message }]);
  }
}

const assignment =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.]*)[ \t]*=[ \t]*("(?:[^"\\]|\\[^])*"|'[^']*'|[^\n]*)/gm;

/** Reads a `.env` file with `export`, quotes, escapes in double quotes, comments, and values of several lines. */
export function parseDotenv(text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const [, name = "", raw = ""] of text.replaceAll("\r\n", "\n").matchAll(assignment)) {
    values.set(name, unquote(raw));
  }
  return values;
}

function unquote(raw: string): string {
  if (raw.startsWith("'") && raw.endsWith("'") && raw.length > 1) return raw.slice(1, -1);
  if (raw.startsWith('"') && raw.endsWith('"') && raw.length > 1) {
    return raw
      .slice(1, -1)
      .replaceAll(/\\([^])/g, (_, letter: string) => ({ n: "\n", r: "\r", t: "\t" })[letter] ?? letter);
  }
  return raw.replace(/(^|\s)#.*$/, "").trim();
}
