import type { JsonValue } from "@tap-instagram/singer";

/** A value as block-style YAML, without a trailing line break. */
export function toYaml(value: JsonValue, indent = ""): string {
  if (Array.isArray(value) && value.length > 0)
    return value.map((item) => `${indent}- ${toYaml(item, `${indent}  `).trimStart()}`).join("\n");
  if (isFilledObject(value))
    return Object.entries(value)
      .map(([key, member]) => `${indent}${scalar(key)}:${memberOf(member, indent)}`)
      .join("\n");
  return `${indent}${scalar(value)}`;
}

function memberOf(value: JsonValue, indent: string): string {
  const isBlock = (Array.isArray(value) && value.length > 0) || isFilledObject(value);
  return isBlock ? `\n${toYaml(value, `${indent}  `)}` : ` ${scalar(value)}`;
}

function isFilledObject(value: JsonValue): value is { [key: string]: JsonValue } {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
  );
}

/** JSON is YAML; words that are nothing else in any version of YAML go without quotes. */
function scalar(value: JsonValue): string {
  if (typeof value !== "string") return JSON.stringify(value);
  const isPlain = /^[a-z][a-z0-9_-]*$/i.test(value) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(value);
  if (isPlain) return value;
  const escaped = JSON.stringify(value);
  // What escapes nothing but double quotes reads better, and stays as the formatter wants it, in single ones.
  const isSingle = value.includes('"') && !value.includes("'") && !/\\[^"]/.test(escaped);
  return isSingle ? `'${value}'` : escaped;
}
