import type { JsonObject, JsonValue } from "../json.ts";
import type { Setting, SettingDefinitions } from "./setting.ts";

/** Settings as a Meltano plugin definition lists them, ready to be written as YAML. */
export function meltanoSettings(settings: SettingDefinitions): JsonObject[] {
  return Object.entries(settings).map(([name, setting]) => ({
    name,
    label: setting.title,
    description: setting.description,
    kind: meltanoKind(setting),
    ...(setting.default === undefined ? {} : { value: setting.default }),
    ...(setting.secret === true ? { sensitive: true } : {}),
    ...(setting.options === undefined ? {} : { options: meltanoOptions(setting, setting.options) }),
    ...(setting.aliases === undefined ? {} : { aliases: [...setting.aliases] }),
  }));
}

/** The groups of settings that suffice, for a definition's `settings_group_validation`. */
export function meltanoSettingGroups(settings: SettingDefinitions): string[][] {
  return [Object.entries(settings).flatMap(([name, { required }]) => (required === true ? [name] : []))];
}

function meltanoOptions({ labels }: Setting, options: readonly string[]): JsonValue[] {
  return options.map((value) => ({ label: labels?.[value] ?? value, value }));
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
