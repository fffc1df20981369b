/** Bytes with a meaning in JSON text. */
const NEWLINE = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const MINUS = 0x2d;
const ZERO = 0x30;

/** As deep as Python's json reads, so that nothing is refused that came through before. */
const MAX_DEPTH = 1000;

/** 1 for the bytes a JSON string may hold as they are: all but the quote, the backslash and control characters. */
const PLAIN: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === QUOTE || byte === BACKSLASH ? 0 : 1,
);

/** The text is no JSON. */
export class JsonSyntaxProblem extends Error {
  override readonly name = "JsonSyntaxProblem";
  /** Where in the bytes it was found. */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/**
 * Walks over one JSON value and returns the place behind it. Every byte is held against the JSON grammar, so a
 * value walked over is one that JSON.parse accepts (UTF-8 validity apart), without building anything.
 * A newline, or the end of the bytes, ends every loop.
 *
 * @throws {JsonSyntaxProblem}
 */
export function skipValue(bytes: Uint8Array, start: number, depth = 0): number {
  const byte = bytes[start] ?? NEWLINE;
  if (byte === QUOTE) return skipString(bytes, start);
  if (byte === OPEN_BRACE) return skipObject(bytes, start, depth + 1);
  if (byte === OPEN_BRACKET) return skipArray(bytes, start, depth + 1);
  if (byte === MINUS || isDigit(byte)) return skipNumber(bytes, start);
  if (byte === 0x6e) return skipWord(bytes, start, "null");
  if (byte === 0x74) return skipWord(bytes, start, "true");
  if (byte === 0x66) return skipWord(bytes, start, "false");
  return unexpected(bytes, start, "a value");
}

/** Walks from an opening quote to the place behind the closing one. */
export function skipString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  for (;;) {
    while (PLAIN[bytes[at] ?? NEWLINE] === 1) at++;
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    if (byte !== BACKSLASH) return unexpected(bytes, at, 'the closing "');
    at = skipEscape(bytes, at + 1);
  }
}

/** Walks over JSON's white space, apart from the newline that ends a line. */
export function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return at;
    at++;
  }
}

/** From the place of a key's opening quote over the key and its colon to the value. */
export function skipToValue(bytes: Uint8Array, afterKey: number): number {
  const colon = skipSpace(bytes, afterKey);
  if (bytes[colon] !== COLON) unexpected(bytes, colon, '":"');
  return skipSpace(bytes, colon + 1);
}

/** From the place behind a member to the quote of the next key, or -1 - (the place behind the closing brace). */
export function skipToNextKey(bytes: Uint8Array, afterValue: number): number {
  const at = skipSpace(bytes, afterValue);
  if (bytes[at] === CLOSE_BRACE) return -2 - at;
  if (bytes[at] !== COMMA) unexpected(bytes, at, '"," or "}"');
  const key = skipSpace(bytes, at + 1);
  if (bytes[key] !== QUOTE) unexpected(bytes, key, "a key");
  return key;
}

/** From an opening brace to the quote of the first key, or -1 - (the place behind the closing brace). */
export function skipToFirstKey(bytes: Uint8Array, brace: number): number {
  if (bytes[brace] !== OPEN_BRACE) unexpected(bytes, brace, "an object");
  const at = skipSpace(bytes, brace + 1);
  if (bytes[at] === CLOSE_BRACE) return -2 - at;
  if (bytes[at] !== QUOTE) unexpected(bytes, at, 'a key or "}"');
  return at;
}

/** Reports what stands where something else was wanted. */
export function unexpected(bytes: Uint8Array, at: number, wanted: string): never {
  const byte = bytes[at];
  const found =
    byte === undefined || byte === NEWLINE
      ? "the end of the line"
      : byte > 0x20 && byte < 0x7f
        ? `"${String.fromCharCode(byte)}"`
        : `byte 0x${byte.toString(16).padStart(2, "0")}`;
  throw new JsonSyntaxProblem(`found ${found}, wanted ${wanted}`, at);
}

function skipObject(bytes: Uint8Array, start: number, depth: number): number {
  checkDepth(depth, start);
  let key = skipToFirstKey(bytes, start);
  while (key >= 0) {
    const value = skipToValue(bytes, skipString(bytes, key));
    key = skipToNextKey(bytes, skipValue(bytes, value, depth));
  }
  return -1 - key;
}

function skipArray(bytes: Uint8Array, start: number, depth: number): number {
  checkDepth(depth, start);
  let at = skipSpace(bytes, start + 1);
  if (bytes[at] === CLOSE_BRACKET) return at + 1;
  for (;;) {
    at = skipSpace(bytes, skipValue(bytes, at, depth));
    if (bytes[at] === CLOSE_BRACKET) return at + 1;
    if (bytes[at] !== COMMA) unexpected(bytes, at, '"," or "]"');
    at = skipSpace(bytes, at + 1);
  }
}

function skipNumber(bytes: Uint8Array, start: number): number {
  let at = bytes[start] === MINUS ? start + 1 : start;
  if (bytes[at] === ZERO) at++;
  else at = skipDigits(bytes, at);
  if (bytes[at] === 0x2e) at = skipDigits(bytes, at + 1);
  if (bytes[at] === 0x65 || bytes[at] === 0x45) {
    const sign = bytes[at + 1];
    at = skipDigits(bytes, sign === 0x2b || sign === MINUS ? at + 2 : at + 1);
  }
  return at;
}

function skipDigits(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(bytes[at] ?? NEWLINE)) at++;
  return at > start ? at : unexpected(bytes, at, "a digit");
}

function skipWord(bytes: Uint8Array, start: number, word: string): number {
  for (let index = 1; index < word.length; index++) {
    if (bytes[start + index] !== word.charCodeAt(index)) unexpected(bytes, start + index, word);
  }
  return start + word.length;
}

function skipEscape(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === 0x75) {
    for (let digit = at + 1; digit < at + 5; digit++) {
      if (!isHexDigit(bytes[digit] ?? NEWLINE)) unexpected(bytes, digit, "four hexadecimal digits");
    }
    return at + 5;
  }
  const known =
    byte === QUOTE ||
    byte === BACKSLASH ||
    byte === 0x2f ||
    byte === 0x62 ||
    byte === 0x66 ||
    byte === 0x6e ||
    byte === 0x72 ||
    byte === 0x74;
  return known ? at + 1 : unexpected(bytes, at, "an escape JSON knows");
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 0x39;
}

function isHexDigit(byte: number): boolean {
  return isDigit(byte) || (byte >= 0x61 && byte <= 0x66) || (byte >= 0x41 && byte <= 0x46);
}

function checkDepth(depth: number, at: number): void {
  if (depth > MAX_DEPTH) throw new JsonSyntaxProblem(`found more than ${MAX_DEPTH} levels of nesting`, at);
}
