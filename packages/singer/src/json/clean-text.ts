import { isJsonObject, setOwn, type JsonObject, type JsonValue } from "./json.ts";

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const loneSurrogates = new RegExp(loneSurrogate, "g");
const nul = "\u0000";

/**
 * Makes a value that every target can store: without NUL (Postgres refuses it) and lone surrogates (not UTF-8), and
 * with null for numbers that are not finite. Returns the same object if there is nothing to change.
 */
export function cleanValue(value: JsonValue): JsonValue {
  if (typeof value === "string") return cleanText(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value))
    return value.every((item) => cleanValue(item) === item) ? value : value.map(cleanValue);
  return isJsonObject(value) ? cleanObject(value) : value;
}

/**
 * Makes a record that every target can store: without NUL and lone surrogates, and with null for numbers that are not
 * finite. Returns the same object if there is nothing to change.
 *
 * @example
 * ```ts
 * import { cleanObject } from "@tap-instagram/singer/protocol";
 *
 * cleanObject({ caption: "rain\u0000", reach: NaN }); // { caption: "rain", reach: null }
 * ```
 */
export function cleanObject(value: JsonObject): JsonObject {
  for (const key of Object.keys(value)) {
    const item = value[key] ?? null;
    if (!isCleanText(key) || cleanValue(item) !== item) return cleanedObject(value);
  }
  return value;
}

/** A copy is made only where there is something to change: almost never. */
function cleanedObject(value: JsonObject): JsonObject {
  const cleaned: JsonObject = {};
  for (const [key, item] of Object.entries(value)) setOwn(cleaned, cleanText(key), cleanValue(item));
  return cleaned;
}

/** {@link cleanValue} of a text. */
export function cleanText(text: string): string {
  return isCleanText(text) ? text : text.replaceAll(nul, "").replaceAll(loneSurrogates, "");
}

/** Whether a text has neither NUL nor lone surrogates. */
export function isCleanText(text: string): boolean {
  return !text.includes(nul) && !loneSurrogate.test(text);
}
