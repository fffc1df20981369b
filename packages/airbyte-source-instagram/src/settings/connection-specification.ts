import type { JsonObject } from "@tap-instagram/singer";
import type { Setting, SettingDefinitions } from "@tap-instagram/singer/settings";
import { settings as definitions } from "tap-instagram/engine";
import { settingTexts, unused, type SettingText } from "./setting-texts.ts";

const first = "first";
const advanced = "advanced";

/**
 * The settings as a JSON Schema that Airbyte makes a form of: https://docs.airbyte.com/platform/connector-development/connector-specification-reference
 * Each has one type and never null, or it would have no field. Unknown settings pass: they came from another connector.
 */
export function connectionSpecification(settings: SettingDefinitions = definitions): JsonObject {
  const shown = Object.entries(settings)
    .filter(([name]) => !unused.has(name))
    .toSorted(([a], [b]) => rank(a) - rank(b));
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Instagram",
    type: "object",
    groups: [
      { id: first, title: "Instagram" },
      { id: advanced, title: "Advanced" },
    ],
    required: shown.flatMap(([name, { required }]) => (required === true ? [name] : [])),
    properties: Object.fromEntries(
      shown.map(([name, setting], order) => [name, propertyOf(setting, settingTexts[name] ?? {}, order)]),
    ),
    additionalProperties: true,
  };
}

function rank(name: string): number {
  return settingTexts[name]?.isFirst === true ? 0 : 1;
}

function propertyOf(setting: Setting, said: SettingText, order: number): JsonObject {
  const { title, secret, minimum, maximum, options } = setting;
  const property: { [key: string]: JsonObject[string] | undefined } = {
    ...typeOf(setting, said),
    title,
    description: said.description ?? descriptionOf(setting),
    default: setting.default,
    enum: options === undefined ? undefined : [...options],
    minimum,
    maximum,
    pattern: said.pattern,
    pattern_descriptor: said.patternDescriptor,
    examples: said.examples === undefined ? undefined : [...said.examples],
    airbyte_secret: secret === true ? true : undefined,
    airbyte_hidden: said.isHidden,
    group: said.isFirst === true ? first : advanced,
    order,
  };
  return Object.fromEntries(
    Object.entries(property).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

function descriptionOf({ description, defaultDescription }: Setting): string {
  return defaultDescription === undefined ? description : `${description} Without it: ${defaultDescription}.`;
}

function typeOf({ kind }: Setting, { items }: SettingText): JsonObject {
  switch (kind) {
    case "integer":
    case "number":
    case "boolean":
    case "object":
      return { type: kind };
    case "dateTime":
      return { type: "string", format: "date-time" };
    case "list":
      return { type: "array", items: { type: "string" } };
    case "objects":
      return { type: "array", items: items ?? { type: "object" } };
    default:
      return { type: "string" };
  }
}
