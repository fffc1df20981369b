import { withoutUndefined, type JsonObject } from "../json/json.ts";
import type { Setting, SettingDefinitions } from "./setting.ts";

/**
 * The JSON Schema of settings, as in `--about --format=json`.
 *
 * @example
 * ```ts
 * import { settingsSchema } from "@tap-instagram/singer/reference";
 * import { defineSettings, setting } from "@tap-instagram/singer/settings";
 *
 * const settings = defineSettings({
 *   page_size: setting.integer({ title: "Page size", description: "Posts per request.", default: 100 }),
 * });
 * console.log(JSON.stringify(settingsSchema(settings), null, 2)); // {"type": "object", "properties": {"page_size": …
 * ```
 */
export function settingsSchema(settings: SettingDefinitions): JsonObject {
  const properties: JsonObject = {};
  for (const [name, setting] of Object.entries(settings)) properties[name] = settingSchema(setting);
  const required = Object.entries(settings).flatMap(([name, setting]) =>
    setting.required === true ? [name] : [],
  );
  return {
    type: "object",
    properties,
    required,
    $schema: "https://json-schema.org/draft/2020-12/schema",
  };
}

function settingSchema(setting: Setting): JsonObject {
  const { title, description, required, secret, options, minimum, maximum } = setting;
  const type = jsonType(setting);
  return withoutUndefined({
    type: required === true ? [type] : [type, "null"],
    format: setting.kind === "dateTime" ? "date-time" : undefined,
    items: itemsOf(setting),
    title,
    description,
    default: setting.default,
    enum: options && [...options],
    minimum,
    maximum,
    secret: secret === true ? true : undefined,
    writeOnly: secret === true ? true : undefined,
  });
}

function itemsOf({ kind }: Setting): JsonObject | undefined {
  if (kind === "list") return { type: "string" };
  return kind === "objects" ? { type: "object" } : undefined;
}

function jsonType({ kind }: Setting): string {
  switch (kind) {
    case "integer":
    case "number":
    case "boolean":
    case "object":
      return kind;
    case "list":
    case "objects":
      return "array";
    default:
      return "string";
  }
}
