import { MalformedMessageError } from "../errors.ts";

const newlineByte = 10;
/** Some shells write it before what they pipe. */
const byteOrderMark = "\uFEFF";

/**
 * The lines of a byte stream as UTF-8 text, without their `\n` or `\r\n`. The last line needs no newline. Leaves out
 * blank lines and a leading byte order mark. Chunks may end anywhere, also inside a character. The time is linear: a
 * 50 MiB line in small chunks is copied once.
 *
 * @throws MalformedMessageError with the number of a line that is not UTF-8.
 *
 * @example
 * ```ts
 * import { createReadStream } from "node:fs";
 * import { parseMessage, readLines } from "@tap-instagram/singer";
 *
 * let records = 0;
 * for await (const line of readLines(createReadStream("posts.singer"))) {
 *   if (parseMessage(line).type === "RECORD") records += 1;
 * }
 * ```
 */
export async function* readLines(source: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let number = 0;
  for await (const bytes of splitLines(source)) {
    number += 1;
    const text = decodeLine(decoder, bytes, number);
    if (text.trim() !== "") yield text;
  }
}

async function* splitLines(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let pending: Uint8Array[] = [];
  for await (const chunk of source) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(newlineByte, start);
      if (end === -1) break;
      yield concatenate([...pending, chunk.subarray(start, end)]);
      pending = [];
      start = end + 1;
    }
    // A copy: a source may reuse its buffer. (`slice` of a Node Buffer is a view.)
    if (start < chunk.length) pending.push(new Uint8Array(chunk.subarray(start)));
  }
  if (pending.length > 0) yield concatenate(pending);
}

function decodeLine(decoder: TextDecoder, bytes: Uint8Array, number: number): string {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch (error) {
    throw new MalformedMessageError(
      `Cannot read line ${number} of the input: it is not UTF-8 text, as JSON must be`,
      { cause: error },
    );
  }
  if (number === 1 && text.startsWith(byteOrderMark)) text = text.slice(1);
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
