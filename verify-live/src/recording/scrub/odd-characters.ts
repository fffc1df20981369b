/** Ranges of unusual characters, each with a sample. */
const ranges: readonly (readonly [first: number, last: number, sample: string])[] = [
  [0x0a, 0x0a, "\n"],
  [0x0d, 0x0d, "\r"],
  [0x09, 0x09, "\t"],
  [0x00, 0x00, "\0"],
  [0x01, 0x08, "\u0001"],
  [0x0b, 0x1f, "\u001b"],
  [0x80, 0x9f, "\u0085"],
  [0x2028, 0x2028, "\u2028"],
  [0x2029, 0x2029, "\u2029"],
  [0x200b, 0x200f, "\u200b"],
  [0x22, 0x22, '"'],
  [0x5c, 0x5c, "\\"],
  [0x0590, 0x08ff, "א"],
  [0xd800, 0xdfff, "\ud800"],
  [0x10000, 0x10ffff, "😀"],
];

const longText = 1000;

/** A sample of each unusual kind of character in a text, lone surrogates included, and length where it is long. */
export function oddCharacters(text: string): string {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const samples = ranges.flatMap(([first, last, sample]) =>
    points.some((point) => first <= point && point <= last) ? [sample] : [],
  );
  return samples.join("") + (text.length > longText ? "x".repeat(longText) : "");
}
