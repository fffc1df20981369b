const NEWLINE = 10;

/**
 * The lines of a byte stream as UTF-8 text, without their `\n` or `\r\n`; a last line needs no newline.
 * Chunks may end anywhere, in the middle of a character too, and time grows with the bytes only: a 50 MiB line
 * in small chunks is copied once.
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
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let pending: Uint8Array[] = [];
  for await (const chunk of source) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      if (end === -1) break;
      yield decodeLine(decoder, pending, chunk.subarray(start, end));
      pending = [];
      start = end + 1;
    }
    // A copy, since a source may reuse the buffer of its chunk; `slice` of a Node Buffer would be a view.
    if (start < chunk.length) pending.push(new Uint8Array(chunk.subarray(start)));
  }
  if (pending.length > 0) yield decodeLine(decoder, pending, new Uint8Array());
}

function decodeLine(decoder: TextDecoder, pending: readonly Uint8Array[], rest: Uint8Array): string {
  const text = decoder.decode(pending.length === 0 ? rest : concatenate([...pending, rest]));
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
