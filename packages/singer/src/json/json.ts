/** Any JSON value. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** A JSON object. */
export type JsonObject = { [key: string]: JsonValue };

/** True for a JSON object: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Sets an own key. Plain assignment would lose the key `__proto__`. */
export function setOwn<T>(target: { [key: string]: T }, key: string, value: T): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}

/** Reads an own key. Inherited names such as `constructor` do not count. */
export function getOwn<T>(source: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(source, key) ? source[key] : undefined;
}

/** The value at a path through objects. Null where an object on the way is null. */
export function valueAt(object: JsonObject, path: readonly string[]): JsonValue | undefined {
  let here: JsonValue | undefined = object;
  for (const step of path) {
    if (!isJsonObject(here)) return here === null ? null : undefined;
    here = getOwn(here, step);
  }
  return here;
}

/** An object without its undefined values, which JSON does not have. */
export function withoutUndefined(object: { readonly [key: string]: JsonValue | undefined }): JsonObject {
  const json: JsonObject = {};
  for (const [key, value] of Object.entries(object)) if (value !== undefined) setOwn(json, key, value);
  return json;
}

/** A value for a message: as JSON, cut to `maxLength` characters (default 60). */
export function preview(value: unknown, maxLength = 60): string {
  let text: string;
  try {
    text = typeof value === "bigint" ? String(value) : (JSON.stringify(value) ?? String(value));
  } catch {
    text = Object.prototype.toString.call(value);
  }
  return text.length <= maxLength ? text : `${text.slice(0, maxLength)}… (${text.length} characters)`;
}
