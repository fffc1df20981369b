import type { JsonObject, JsonValue } from "@tap-instagram/singer";

/** A document without what is hidden in logs. */
export function redacted(document: JsonObject, redact: (text: string) => string): JsonObject {
  const clean = (value: JsonValue): JsonValue => {
    if (typeof value === "string") return redact(value);
    if (Array.isArray(value)) return value.map(clean);
    return typeof value === "object" && value !== null ? redacted(value, redact) : value;
  };
  return Object.fromEntries(Object.entries(document).map(([name, value]) => [name, clean(value)]));
}
