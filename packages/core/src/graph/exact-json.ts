const bareLongInteger = /(?:^|[:[,])\s*-?\d{16,}/;
const stringOrLongInteger = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses JSON so that no digit of an id is lost: a bare integer that a JavaScript number cannot hold
 * (Graph ids have 17 digits, and some answers write them without quotes) comes back as a string of its digits.
 *
 * @throws SyntaxError when the text is not JSON.
 */
export function parseExactJson(text: string): unknown {
  if (!bareLongInteger.test(text)) return JSON.parse(text);
  const quoted = text.replace(stringOrLongInteger, (token) =>
    /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
  return JSON.parse(quoted);
}
