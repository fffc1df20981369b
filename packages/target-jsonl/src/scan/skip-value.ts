import {
  backslash,
  closeBrace,
  closeBracket,
  colonByte,
  comma,
  minus,
  newlineByte,
  openBrace,
  openBracket,
  quote,
  zeroDigit,
} from "./bytes.ts";

/** As deep as Python's json reads. */
const maxDepth = 1000;

/** 1 for bytes that need no escape in a JSON string: all but quote, backslash and control characters. */
const plain: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === quote || byte === backslash ? 0 : 1,
);

/** The text is not JSON. */
export class JsonSyntaxError extends Error {
  override readonly name = "JsonSyntaxError";
  /** Where in the bytes. */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/**
 * Walks over one JSON value, builds nothing, and returns the place after it. Accepts what JSON.parse accepts, but does
 * not check UTF-8. A newline, or the end of the bytes, ends every loop.
 *
 * @throws JsonSyntaxError
 */
export function skipValue(bytes: Uint8Array, start: number, depth = 0): number {
  const byte = bytes[start] ?? newlineByte;
  if (byte === quote) return skipString(bytes, start);
  if (byte === openBrace) return skipObject(bytes, start, depth + 1);
  if (byte === openBracket) return skipArray(bytes, start, depth + 1);
  if (byte === minus || isDigit(byte)) return skipNumber(bytes, start);
  if (byte === 0x6e) return skipWord(bytes, start, "null");
  if (byte === 0x74) return skipWord(bytes, start, "true");
  if (byte === 0x66) return skipWord(bytes, start, "false");
  return unexpected(bytes, start, "a value");
}

/** Walks from an opening quote to the place after the closing quote. */
export function skipString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  for (;;) {
    while (plain[bytes[at] ?? newlineByte] === 1) at += 1;
    const byte = bytes[at];
    if (byte === quote) return at + 1;
    if (byte !== backslash) return unexpected(bytes, at, 'the closing "');
    at = skipEscape(bytes, at + 1);
  }
}

/** Walks over JSON's white space, but not over the newline that ends a line. */
export function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return at;
    at += 1;
  }
}

/** From the place after a key over its colon to the value. */
export function skipToValue(bytes: Uint8Array, afterKey: number): number {
  const colon = skipSpace(bytes, afterKey);
  if (bytes[colon] !== colonByte) unexpected(bytes, colon, '":"');
  return skipSpace(bytes, colon + 1);
}

/** From the place after a member to the quote of the next key, or -1 - (the place after the closing brace). */
export function skipToNextKey(bytes: Uint8Array, afterValue: number): number {
  const at = skipSpace(bytes, afterValue);
  if (bytes[at] === closeBrace) return -2 - at;
  if (bytes[at] !== comma) unexpected(bytes, at, '"," or "}"');
  const key = skipSpace(bytes, at + 1);
  if (bytes[key] !== quote) unexpected(bytes, key, "a key");
  return key;
}

/** From an opening brace to the quote of the first key, or -1 - (the place after the closing brace). */
export function skipToFirstKey(bytes: Uint8Array, brace: number): number {
  if (bytes[brace] !== openBrace) unexpected(bytes, brace, "an object");
  const at = skipSpace(bytes, brace + 1);
  if (bytes[at] === closeBrace) return -2 - at;
  if (bytes[at] !== quote) unexpected(bytes, at, 'a key or "}"');
  return at;
}

/** Reports a byte that does not fit. */
export function unexpected(bytes: Uint8Array, at: number, wanted: string): never {
  const byte = bytes[at];
  const found =
    byte === undefined || byte === newlineByte
      ? "the end of the line"
      : byte > 0x20 && byte < 0x7f
        ? `"${String.fromCharCode(byte)}"`
        : `byte 0x${byte.toString(16).padStart(2, "0")}`;
  throw new JsonSyntaxError(`found ${found}, wanted ${wanted}`, at);
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
  if (bytes[at] === closeBracket) return at + 1;
  for (;;) {
    at = skipSpace(bytes, skipValue(bytes, at, depth));
    if (bytes[at] === closeBracket) return at + 1;
    if (bytes[at] !== comma) unexpected(bytes, at, '"," or "]"');
    at = skipSpace(bytes, at + 1);
  }
}

function skipNumber(bytes: Uint8Array, start: number): number {
  let at = bytes[start] === minus ? start + 1 : start;
  if (bytes[at] === zeroDigit) at += 1;
  else at = skipDigits(bytes, at);
  if (bytes[at] === 0x2e) at = skipDigits(bytes, at + 1);
  if (bytes[at] === 0x65 || bytes[at] === 0x45) {
    const sign = bytes[at + 1];
    at = skipDigits(bytes, sign === 0x2b || sign === minus ? at + 2 : at + 1);
  }
  return at;
}

function skipDigits(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(bytes[at] ?? newlineByte)) at += 1;
  return at > start ? at : unexpected(bytes, at, "a digit");
}

function skipWord(bytes: Uint8Array, start: number, word: string): number {
  for (let index = 1; index < word.length; index += 1) {
    if (bytes[start + index] !== word.charCodeAt(index)) unexpected(bytes, start + index, word);
  }
  return start + word.length;
}

function skipEscape(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === 0x75) {
    for (let digit = at + 1; digit < at + 5; digit += 1) {
      if (!isHexDigit(bytes[digit] ?? newlineByte)) unexpected(bytes, digit, "four hexadecimal digits");
    }
    return at + 5;
  }
  const known =
    byte === quote ||
    byte === backslash ||
    byte === 0x2f ||
    byte === 0x62 ||
    byte === 0x66 ||
    byte === 0x6e ||
    byte === 0x72 ||
    byte === 0x74;
  return known ? at + 1 : unexpected(bytes, at, "an escape JSON knows");
}

function isDigit(byte: number): boolean {
  return byte >= zeroDigit && byte <= 0x39;
}

function isHexDigit(byte: number): boolean {
  return isDigit(byte) || (byte >= 0x61 && byte <= 0x66) || (byte >= 0x41 && byte <= 0x46);
}

function checkDepth(depth: number, at: number): void {
  if (depth > maxDepth) throw new JsonSyntaxError(`found more than ${maxDepth} levels of nesting`, at);
}
