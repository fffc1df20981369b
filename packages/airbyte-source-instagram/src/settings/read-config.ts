import { InvalidInputError, type CommandHost, type JsonObject } from "@tap-instagram/singer";
import { readJson } from "@tap-instagram/singer/protocol";
import { isJsonObject } from "../json-object.ts";
import { parseSettings } from "@tap-instagram/singer/settings";
import { checkSettings, settings as definitions, type Settings } from "tap-instagram/engine";

/** The file of the settings, and what it says. */
export interface Config {
  readonly settings: Settings;
  /** Every setting as it was given, also those that this source does not have. */
  readonly values: JsonObject;
}

/** Settings of Airbyte's own connector that this one has no use for. */
const ofAirbyte: ReadonlySet<string> = new Set(["client_id", "client_secret", "num_workers"]);

/** Where the values of a settings file are hidden, and what is said of them. */
export interface ConfigReading {
  readonly host: Pick<CommandHost, "cwd" | "fifos">;
  hide(secrets: readonly string[]): void;
  onWarning(text: string): void;
}

/**
 * Reads the settings of `--config`. Their secrets are hidden before anything is said of them.
 *
 * @throws InvalidInputError with every problem.
 */
export function readConfig(path: string, reading: ConfigReading): Config {
  const values = readValues(path, reading);
  return { values, settings: settingsOf(values, path, (text) => reading.onWarning(text)) };
}

/** The values of a settings file, unchecked. @throws InvalidInputError when it has none. */
export function readValues(path: string, { host, hide }: Pick<ConfigReading, "host" | "hide">): JsonObject {
  const attempt = "Cannot use the settings";
  const values = readJson(attempt, path, host) ?? {};
  if (!isJsonObject(values)) {
    const message = 'found no JSON object, wanted the settings: {"access_token": "…"}';
    throw new InvalidInputError(attempt, [{ place: path, message }]);
  }
  hide(secretsIn(values));
  return values;
}

/** The settings that these values are. @throws InvalidInputError with every problem. */
export function settingsOf(
  values: JsonObject,
  path: string,
  onWarning: (text: string) => void = () => undefined,
): Settings {
  const known = Object.fromEntries(Object.entries(values).filter(([name]) => !ofAirbyte.has(name)));
  return parseSettings(definitions, [{ place: path, values: known }], {
    onWarning,
    checkTogether: checkSettings,
  });
}

function secretsIn(values: JsonObject): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const isSecret = definitions[name]?.secret === true || name === "client_secret";
    return isSecret && typeof value === "string" ? [value] : [];
  });
}
