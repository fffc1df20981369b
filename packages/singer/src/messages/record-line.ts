import { cleanObject } from "../json/clean-text.ts";
import type { JsonObject } from "../json/json.ts";

/** Makes the line of a record, without the newline. */
export type RecordLine = (record: JsonObject, timeExtracted: string) => string;

/** What the lines of a stream have in common. */
export interface RecordLineOptions {
  /** What gives a record another form, one after the other. Default: it keeps its own. */
  readonly forms?: readonly ((record: JsonObject) => JsonObject)[] | undefined;
  /** The table version of a full load. Default: none. */
  readonly version?: number | undefined;
}

/** How JSON writes NUL, half a surrogate pair and other control characters. Hardly any record has one. */
const escape = "\\u";

/**
 * Makes the RECORD lines of a stream. NUL and lone surrogates, which targets cannot store, are removed, and numbers that
 * are not finite become null.
 */
export function recordLines(stream: string, { forms = [], version }: RecordLineOptions): RecordLine {
  const head = `{"type":"RECORD","stream":${JSON.stringify(stream)},"record":`;
  const tail = version === undefined ? "}" : `,"version":${version}}`;
  const isPlain = forms.length === 0;
  return (record, timeExtracted) => {
    const text = isPlain ? textOf(record) : JSON.stringify(formed(cleanObject(record), forms));
    return `${head}${text},"time_extracted":${JSON.stringify(timeExtracted)}${tail}`;
  };
}

/** The text tells whether there is anything to clean: looking at each value costs more than writing it. */
function textOf(record: JsonObject): string {
  const text = JSON.stringify(record);
  return text.includes(escape) ? JSON.stringify(cleanObject(record)) : text;
}

function formed(record: JsonObject, forms: readonly ((record: JsonObject) => JsonObject)[]): JsonObject {
  let made = record;
  for (const form of forms) made = form(made);
  return made;
}
