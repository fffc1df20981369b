/** Anything JSON can say. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** A JSON object. */
export type JsonObject = { [key: string]: JsonValue };

/** True for a JSON object: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Sets a key as the object's own, `__proto__` included, which plain assignment would lose. */
export function setOwn<T>(target: { [key: string]: T }, key: string, value: T): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}

/** Reads an object's own key; inherited names such as `constructor` do not count. */
export function getOwn<T>(source: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(source, key) ? source[key] : undefined;
}

/** An object without the keys that are undefined, which JSON cannot say. */
export function withoutUndefined(object: { readonly [key: string]: JsonValue | undefined }): JsonObject {
  const json: JsonObject = {};
  for (const [key, value] of Object.entries(object)) if (value !== undefined) setOwn(json, key, value);
  return json;
}

/** A value as it may be shown in a message: JSON, cut to `maxLength` characters (default 60). */
export function preview(value: unknown, maxLength = 60): string {
  let text: string;
  try {
    text = typeof value === "bigint" ? String(value) : (JSON.stringify(value) ?? String(value));
  } catch {
    text = Object.prototype.toString.call(value);
  }
  return text.length <= maxLength ? text : `${text.slice(0, maxLength)}… (${text.length} characters)`;
}
