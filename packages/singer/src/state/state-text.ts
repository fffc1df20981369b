import { parseExactJson } from "../json/exact-json.ts";
import { isJsonObject, type JsonValue } from "../json/json.ts";

/** A state that was read from a text. */
export interface StateOfText {
  /** `undefined`: the text is empty. */
  readonly json: JsonValue | undefined;
  /** Whether the last of several lines was not whole, and the one before it was taken. */
  readonly isCut: boolean;
}

/**
 * Reads a state, or the last of several with a line each: a target prints one after the other, `target > state.json`.
 *
 * @throws SyntaxError with line and column, but without any value of the text.
 */
export function parseStateText(text: string): StateOfText {
  if (isBlank(text)) return { json: undefined, isCut: false };
  try {
    return { json: parseExactJson(text), isCut: false };
  } catch (error) {
    const [first = "", ...others] = text.split("\n").filter((line) => !isBlank(line));
    if (others.length === 0 || !isState(parsed(first))) throw error;
    return lastOf([first, ...others], !text.endsWith("\n"));
  }
}

function lastOf(lines: readonly string[], mayBeCut: boolean): StateOfText {
  const last = parsed(lines.at(-1) ?? "");
  if (isState(last)) return { json: last, isCut: false };
  const before = parsed(lines.at(-2) ?? "");
  if (mayBeCut && last === undefined && isState(before)) return { json: before, isCut: true };
  throw new SyntaxError(`line ${lines.length} is not a state, wanted one state in each line`);
}

/** `undefined` where a line is not JSON. */
function parsed(line: string): JsonValue | undefined {
  try {
    return parseExactJson(line);
  } catch {
    return undefined;
  }
}

/** Not a line of what a tap prints: the state there may speak of rows that no target has stored. */
function isState(json: JsonValue | undefined): boolean {
  return isJsonObject(json) && (json.type === "STATE" || json.type === undefined);
}

function isBlank(text: string): boolean {
  return text.replace("\uFEFF", "").trim() === "";
}
