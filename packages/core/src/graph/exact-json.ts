/** Finds some texts too many, and takes half the time of a pattern that finds none too many. */
const maybeLongInteger = /(?:^|[:[,\s-])\d{16}/;
const numberToken = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const longInteger = /^-?\d{16,}$/;

/**
 * Parses JSON without losing digits of ids. Graph ids have 17 digits, and some answers write them without quotes: an
 * integer that a JavaScript number cannot hold becomes a string of its digits. The time grows in proportion to the text.
 *
 * @throws SyntaxError when the text is not JSON.
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(maybeLongInteger.test(text) ? withQuotedIntegers(text) : text);
}

/** Puts quotes around long integers. Skips strings by their quotes: a pattern over a long string is too slow. */
function withQuotedIntegers(text: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    const outside = quote === -1 ? text.slice(at) : text.slice(at, quote);
    parts.push(outside.replace(numberToken, quotedIfLong));
    if (quote === -1) break;
    at = endOfString(text, quote);
    parts.push(text.slice(quote, at));
  }
  return parts.join("");
}

function quotedIfLong(token: string): string {
  return longInteger.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token;
}

/** The position after the quote that ends the string, or the end of the text. */
function endOfString(text: string, start: number): number {
  let quote = start;
  for (;;) {
    quote = text.indexOf('"', quote + 1);
    if (quote === -1) return text.length;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
  }
}
