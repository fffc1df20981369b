import { isNodeId } from "../../graph/http/path.ts";

/**
 * The id of a node as text, with or without quotes in the answer; `undefined` for anything else. Ids become parts of
 * paths: `../me` or `1?fields=` would mean another path.
 */
export function idOf(value: unknown): string | undefined {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === "string" && isNodeId(text) ? text : undefined;
}
