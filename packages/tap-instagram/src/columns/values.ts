/**
 * Told of a value that has another form than its column, and so is null in the record. The path leads from the node to it:
 * `["owner", "id"]`; empty for the value itself.
 */
export type OnMisshapen = (path: readonly string[], value: unknown) => void;

/** For values of which the form is known. */
export const untold: OnMisshapen = () => undefined;

/** The API leaves an empty text out, or writes it: either is none. */
export function readText(value: unknown): string | null {
  if (typeof value === "string") return value === "" ? null : value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

/** Rounds averages that come with decimals where the API documents a whole number. */
export function wholeNumber(value: unknown): number | null {
  const rounded = Math.round(numberIn(value));
  return Number.isSafeInteger(rounded) ? rounded : null;
}

export function readNumber(value: unknown): number | null {
  const found = numberIn(value);
  return Number.isFinite(found) ? found : null;
}

export function readBoolean(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

/** The object that a value is. Servers in PHP write one without members as an empty list. */
export function objectIn(value: unknown, onMisshapen: OnMisshapen): { [field: string]: unknown } | undefined {
  if (isObject(value)) return value;
  if (isValue(value) && !(Array.isArray(value) && value.length === 0)) onMisshapen([], value);
  return undefined;
}

/** The entries of a list that have the form of its items. The API writes a list as such, or as `{ data: […] }`. */
export function listIn<Item>(
  value: unknown,
  isItem: (entry: unknown) => entry is Item,
  onMisshapen: OnMisshapen,
): Item[] | undefined {
  const entries = isObject(value) ? value["data"] : value;
  if (!Array.isArray(entries)) {
    if (isValue(value)) onMisshapen([], value);
    return undefined;
  }
  const items = entries.filter(isItem);
  if (items.length < entries.length)
    onMisshapen(
      [],
      entries.find((entry) => !isItem(entry)),
    );
  return items;
}

/** Whether there is a value: an empty text is none. */
export function isValue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

export function isObject(value: unknown): value is { [field: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** Other parts of the Graph API write their figures as texts. */
function numberIn(value: unknown): number {
  if (typeof value === "string" && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value)) return Number(value);
  return typeof value === "number" ? value : NaN;
}
