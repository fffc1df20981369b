/** Bytes with a meaning in JSON text and JSON Lines. */
export const quote = 0x22;
export const backslash = 0x5c;
export const comma = 0x2c;
export const colonByte = 0x3a;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;
export const openBracket = 0x5b;
export const closeBracket = 0x5d;
export const minus = 0x2d;
export const underscore = 0x5f;
export const zeroDigit = 0x30;
export const newlineByte = 0x0a;
