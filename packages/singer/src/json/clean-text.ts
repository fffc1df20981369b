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
  if (Array.isArray(value)) {
    const cleaned = value.map(cleanValue);
    return cleaned.every((item, index) => item === value[index]) ? value : cleaned;
  }
  return isJsonObject(value) ? cleanObject(value) : value;
}

/** {@link cleanValue} of a record. */
export function cleanObject(value: JsonObject): JsonObject {
  let changed = false;
  const cleaned: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    const name = cleanText(key);
    const result = cleanValue(item);
    changed ||= name !== key || result !== item;
    setOwn(cleaned, name, result);
  }
  return changed ? cleaned : value;
}

/** {@link cleanValue} of a text. */
export function cleanText(text: string): string {
  return isCleanText(text) ? text : text.replaceAll(nul, "").replaceAll(loneSurrogates, "");
}

/** Whether a text has neither NUL nor lone surrogates. */
export function isCleanText(text: string): boolean {
  return !text.includes(nul) && !loneSurrogate.test(text);
}
