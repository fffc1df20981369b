const bareLongInteger = /(?:^|[:[,])\s*-?\d{16,}/;
const numberToken = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const longInteger = /^-?\d{16,}$/;

/**
 * Parses JSON so that no digit of an id is lost: a bare integer that a JavaScript number cannot hold
 * (Graph ids have 17 digits, and some answers write them without quotes) comes back as a string of its digits.
 * Takes time in proportion to the text, whatever the text holds.
 *
 * @throws SyntaxError when the text is not JSON.
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(bareLongInteger.test(text) ? withQuotedIntegers(text) : text);
}

/** Puts quotes around long integers. Strings are skipped by their quotes: a pattern over a long string is too slow. */
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
