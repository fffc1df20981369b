import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JsonSyntaxError, skipSpace, skipValue } from "./skip-value.ts";

/** Is the text one JSON value and nothing else? */
function accepts(text: string): boolean {
  const bytes = Buffer.from(`${text}\n`);
  try {
    return skipSpace(bytes, skipValue(bytes, skipSpace(bytes, 0))) === bytes.length - 1;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return false;
    throw error;
  }
}

function nested(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const pieceTexts = [
  ...Array.from('{}[]:,"\\ \t\r-+.eE0123456789tfn/u'),
  "null",
  "true",
  "false",
  '"a"',
  "\\u00e9",
  "\u0001",
  "é",
  "😀",
];

describe("skipValue", () => {
  test("walks over every value JSON.stringify writes, to its last byte", () => {
    const written = fc.tuple(fc.jsonValue(), fc.constantFrom(undefined, "\t", " "));
    fc.assert(
      fc.property(written, ([value, indent]) => {
        expect(accepts(JSON.stringify(value, null, indent).replaceAll("\n", "\r"))).toBe(true);
      }),
    );
  });

  test("agrees with JSON.parse on valid JSON with a piece put in, taken out or exchanged", () => {
    const edit = fc.record({ at: fc.nat(), remove: fc.nat(2), insert: fc.constantFrom("", ...pieceTexts) });
    const mutated = fc.tuple(fc.jsonValue(), edit).map(([value, { at, remove, insert }]) => {
      const characters = Array.from(JSON.stringify(value));
      characters.splice(at % (characters.length + 1), remove, insert);
      return characters.join("");
    });
    fc.assert(
      fc.property(mutated, (text) => {
        expect(accepts(text)).toBe(parses(text));
      }),
      { numRuns: 3000 },
    );
  });

  test("agrees with JSON.parse on heaps of JSON's pieces", () => {
    const heap = fc.array(fc.constantFrom(...pieceTexts), { maxLength: 6 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(heap, (text) => {
        expect(accepts(text)).toBe(parses(text));
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    "NaN",
    "Infinity",
    "-",
    "01",
    "1.",
    ".5",
    "1e",
    "+1",
    "'a'",
    '"\\x"',
    '"\\u12g4"',
    '{"a":1,}',
    "[1,]",
    "nul",
  ])("refuses %s", (text) => {
    expect(accepts(text)).toBe(false);
  });

  test("says what it found and wanted, and where", () => {
    const bytes = Buffer.from('{"a" 1}\n');
    expect(() => skipValue(bytes, 0)).toThrow('found "1", wanted ":"');
    expect(() => skipValue(bytes.subarray(4), 0)).toThrow(JsonSyntaxError);
  });

  test("reads as deep as Python's json and refuses what is deeper instead of running out of stack", () => {
    expect(accepts(nested(1000))).toBe(true);
    expect(accepts(nested(1001))).toBe(false);
    expect(accepts(nested(100_000))).toBe(false);
  });
});
