/** The id of a node as text, with or without quotes in the answer; `undefined` for anything else. */
export function idOf(value: unknown): string | undefined {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === "string" && text !== "" ? text : undefined;
}
