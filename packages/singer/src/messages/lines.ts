import { MalformedMessageError } from "../errors.ts";

const newlineByte = 10;
/** Some shells put it before what they pipe. */
const byteOrderMark = "\uFEFF";

/**
 * The lines of a byte stream as UTF-8 text, without their `\n` or `\r\n`; a last line needs no newline. Blank lines,
 * which are no messages, are left out, and so is a leading byte order mark.
 * Chunks may end anywhere, in the middle of a character too, and time grows with the bytes only: a 50 MiB line
 * in small chunks is copied once.
 *
 * @throws MalformedMessageError naming the line that is not UTF-8.
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
    // A copy, since a source may reuse the buffer of its chunk; `slice` of a Node Buffer would be a view.
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
