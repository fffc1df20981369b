import { withoutUndefined, type JsonObject, type JsonValue } from "../json/json.ts";
import type { Setting, SettingDefinitions } from "./setting.ts";

/**
 * The settings of a Meltano plugin definition, to be written as YAML.
 *
 * @example
 * ```ts
 * import { meltanoSettings } from "@tap-instagram/singer/reference";
 * import { defineSettings, setting } from "@tap-instagram/singer/settings";
 *
 * const settings = defineSettings({
 *   page_size: setting.integer({ title: "Page size", description: "Posts per request.", default: 100 }),
 * });
 * meltanoSettings(settings);
 * // [{ name: "page_size", label: "Page size", description: "Posts per request.", kind: "integer", value: 100 }]
 * ```
 */
export function meltanoSettings(settings: SettingDefinitions): JsonObject[] {
  return Object.entries(settings).map(([name, setting]) =>
    withoutUndefined({
      name,
      label: setting.title,
      description: setting.description,
      kind: meltanoKind(setting),
      value: setting.default,
      sensitive: setting.secret === true ? true : undefined,
      options: meltanoOptions(setting),
      aliases: setting.aliases && [...setting.aliases],
    }),
  );
}

/**
 * The `settings_group_validation` of a Meltano plugin definition: which settings are enough to run.
 *
 * @example
 * ```ts
 * import { meltanoSettingGroups } from "@tap-instagram/singer/reference";
 * import { defineSettings, setting } from "@tap-instagram/singer/settings";
 *
 * const settings = defineSettings({
 *   api_key: setting.text({ title: "API key", description: "From your profile.", required: true, secret: true }),
 *   user_agent: setting.text({ title: "User agent", description: "How requests introduce themselves." }),
 * });
 * meltanoSettingGroups(settings); // [["api_key"]]
 * ```
 */
export function meltanoSettingGroups(settings: SettingDefinitions): string[][] {
  return [Object.entries(settings).flatMap(([name, { required }]) => (required === true ? [name] : []))];
}

function meltanoOptions({ labels, options }: Setting): JsonValue[] | undefined {
  return options?.map((value) => ({ label: labels?.[value] ?? value, value }));
}

function meltanoKind({ kind }: Setting): string {
  switch (kind) {
    case "text":
      return "string";
    case "number":
      return "decimal";
    case "choice":
      return "options";
    case "dateTime":
      return "date_iso8601";
    case "list":
    case "objects":
      return "array";
    default:
      return kind;
  }
}
