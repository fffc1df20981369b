/** The id of a node as text, whether the API wrote it with quotes or without; `undefined` for what is no id. */
export function idOf(value: unknown): string | undefined {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === "string" && text !== "" ? text : undefined;
}
