import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MalformedMessageError, parseMessage, readLines, type JsonValue } from "./index.ts";
import { cleanValue } from "./json/clean-text.ts";
import { parseExactJson } from "./json/exact-json.ts";
import { parseInstant } from "./json/instant.ts";
import { formatMessage } from "./messages/messages.ts";

function refuses(parse: (text: string) => unknown, text: string): boolean {
  try {
    parse(text);
    return false;
  } catch (error) {
    return error instanceof SyntaxError;
  }
}

async function linesOf(chunks: readonly Uint8Array[]): Promise<string[]> {
  async function* source(): AsyncIterable<Uint8Array> {
    yield* chunks;
  }
  const lines: string[] = [];
  for await (const line of readLines(source())) lines.push(line);
  return lines;
}

describe("parseExactJson", () => {
  test("reads what JSON.parse reads, for any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const wanted: unknown = JSON.parse(text, (_, item: unknown) =>
          typeof item === "number" &&
          Number.isInteger(item) &&
          !Number.isSafeInteger(item) &&
          /^-?\d+$/.test(String(item))
            ? String(item)
            : item,
        );
        expect(parseExactJson(text)).toEqual(wanted);
      }),
    );
  });

  test("refuses exactly what JSON.parse refuses", () => {
    const fragment = fc.constantFrom(
      ...'[ ] { } : , " \\ . - + e 0 1 9'.split(" "),
      " ",
      "true",
      "null",
      "\u0001",
      '"a"',
      "\\u00",
      "1e5",
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 8 }), (fragments) => {
        const text = fragments.join("");
        expect(refuses(parseExactJson, text)).toBe(refuses(JSON.parse, text));
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ["9007199254740993", "9007199254740993"],
    ["-9007199254740993", "-9007199254740993"],
    ["9007199254740991", 9007199254740991],
    ["1e3", 1000],
    ["\uFEFF[1]", [1]],
    ['"\\ud83d\\ude00\\u00e9\\/"', "😀é/"],
  ])("reads %s", (text, value) => {
    expect(parseExactJson(text)).toEqual(value);
  });

  test("keeps __proto__ a plain key", () => {
    expect(JSON.stringify(parseExactJson('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
  });

  test.each([
    ['{"a": tru}', `1:7: found "t": Object value expected after ':'`],
    ['{\n"a": 1 "b"', `2:8: found "\\"": Comma ',' expected after value`],
    ['{\n  "a": 1,\n}', '3:1: found "}": Quoted object key expected'],
    ["", "1:1: found the end of the text: JSON value expected"],
    ["[1] x", '1:5: found "x": Expected end of input'],
    ['"\\q"', '1:2: found "\\\\": Invalid escape character'],
    ['"\\u12g4"', '1:2: found "\\\\": Invalid unicode character'],
    ["[1234567890.]", '1:13: found "]": Invalid number, expecting a digit'],
    ['["a\nb"]', '1:4: found "\\n": Invalid character'],
    ['["😀" 😀]', `1:7: found "😀": Comma ',' expected after value`],
    ["[".repeat(100_000), "1:501: values are nested deeper than 500 levels"],
  ])("names line and column of %.20j", (text, message) => {
    expect(() => parseExactJson(text)).toThrow(new SyntaxError(`Cannot read JSON at ${message}`));
  });

  test("takes the last value of a key that is there twice", () => {
    const text = '{"a": 1, "b": {"c": 1, "c": 2}, "a": [2], "a": [2], "__proto__": 1, "__proto__": 2}';
    expect(JSON.stringify(parseExactJson(text))).toBe(JSON.stringify(JSON.parse(text)));
  });
});

describe("messages", () => {
  test.each([
    '{"type":"SCHEMA","stream":"a","schema":{"type":"object"},"key_properties":["id"],"bookmark_properties":["d"]}',
    '{"type":"RECORD","stream":"a","record":{"id":"1"},"time_extracted":"2026-01-01T00:00:00Z","version":3}',
    '{"type":"STATE","value":null}',
    '{"type":"ACTIVATE_VERSION","stream":"a","version":3}',
    '{"type":"BATCH","stream":"a","encoding":{"format":"jsonl","compression":"gzip"},"manifest":["file:///a"],"version":1}',
  ])("go there and back: %s", (line) => {
    expect(formatMessage(parseMessage(line))).toBe(line);
    expect(parseMessage(line.replace(/"type":"(\w+)"/, (whole) => whole.toLowerCase()))).toEqual(
      parseMessage(line),
    );
  });

  test("take null or missing keys as none", () => {
    for (const keys of ["", ',"key_properties":null']) {
      expect(parseMessage(`{"type":"SCHEMA","stream":"a","schema":{}${keys}}`)).toMatchObject({
        key_properties: [],
      });
    }
  });

  test.each([
    ["nope", 'the line is not JSON: "nope"'],
    ["[]", "found [], wanted a JSON object"],
    ["{}", '"type" holds nothing, wanted SCHEMA, RECORD, STATE, ACTIVATE_VERSION or BATCH'],
    ['{"type":"X"}', '"type" holds "X"'],
    [
      '{"type":"RECORD","record":{}}',
      'Cannot read a RECORD message: "stream" holds nothing, wanted a string',
    ],
    ['{"type":"RECORD","stream":"a","record":[]}', '"record" holds [], wanted an object'],
    ['{"type":"RECORD","stream":"a","record":{},"version":"1"}', '"version" holds "1", wanted an integer'],
    [
      '{"type":"RECORD","stream":"a","record":{},"time_extracted":1}',
      '"time_extracted" holds 1, wanted text',
    ],
    [
      '{"type":"SCHEMA","stream":"a","schema":{},"key_properties":[1]}',
      '"key_properties" holds [1], wanted a list of strings',
    ],
    ['{"type":"STATE"}', '"value" holds nothing'],
    ['{"type":"ACTIVATE_VERSION","stream":"a"}', '"version" holds nothing, wanted an integer'],
    [
      '{"type":"BATCH","stream":"a","encoding":{"format":"jsonl"}}',
      '"manifest" holds nothing, wanted a list of URLs',
    ],
  ])("refuse %s", (line, message) => {
    expect(() => parseMessage(line)).toThrow(MalformedMessageError);
    expect(() => parseMessage(line)).toThrow(message);
  });
});

describe("readLines", () => {
  test("gives the same lines however the bytes are cut", async () => {
    const text = fc.array(
      fc.string({ unit: "grapheme" }).map((line) => line.replaceAll(/[\r\n]/g, "")),
      { minLength: 1 },
    );
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.array(fc.nat(40)),
        fc.constantFrom("\n", "\r\n"),
        async (lines, cuts, newline) => {
          const bytes = new TextEncoder().encode(lines.map((line) => line + newline).join(""));
          const chunks: Uint8Array[] = [];
          let start = 0;
          for (const cut of cuts) {
            chunks.push(bytes.subarray(start, start + cut));
            start += cut;
          }
          chunks.push(bytes.subarray(start));
          const [first = "", ...others] = lines;
          const wanted = [first.replace(/^\uFEFF/, ""), ...others];
          expect(await linesOf(chunks)).toEqual(wanted.filter((line) => line.trim() !== ""));
        },
      ),
    );
  });

  test("takes a last line without newline, and nothing from nothing", async () => {
    expect(await linesOf([new TextEncoder().encode("a\nb")])).toEqual(["a", "b"]);
    expect(await linesOf([])).toEqual([]);
    expect(await linesOf([new TextEncoder().encode("a\n")])).toEqual(["a"]);
  });

  test("leaves out blank lines and a leading byte order mark", async () => {
    expect(await linesOf([new TextEncoder().encode("\uFEFFa\n\n \r\n\uFEFFb\n")])).toEqual(["a", "\uFEFFb"]);
  });

  test("refuses what is not UTF-8 instead of storing something else", async () => {
    await expect(linesOf([Uint8Array.of(97, 10, 0xff, 10)])).rejects.toThrow(
      "Cannot read line 2 of the input: it is not UTF-8 text",
    );
  });

  test("takes a 50 MiB line in small chunks, in a time that grows with its length only", async () => {
    const chunk = new Uint8Array(16 * 1024).fill(97);
    const lengths = (
      await linesOf([...Array.from({ length: 3200 }, () => chunk), new Uint8Array([10, 98])])
    ).map(({ length }) => length);
    expect(lengths).toEqual([3200 * 16 * 1024, 1]);
  });

  test("does not rely on chunks it was given before", async () => {
    const shared = new TextEncoder().encode("ab");
    async function* source(): AsyncIterable<Uint8Array> {
      yield shared;
      shared.fill(120);
      yield new TextEncoder().encode("c\n");
    }
    const lines: string[] = [];
    for await (const line of readLines(source())) lines.push(line);
    expect(lines).toEqual(["abc"]);
  });
});

describe("cleanValue", () => {
  test("leaves nothing a target cannot store, and changes nothing else", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const value: JsonValue = JSON.parse(JSON.stringify(json));
        expect(cleanValue(value)).toEqual(value);
      }),
    );
    const dirty = { a: ["x\u0000y", Number.NaN, -Infinity, { "k\u0000": "\ud800z\udc00😀" }], ok: 1 };
    expect(cleanValue(dirty)).toEqual({ a: ["xy", null, null, { k: "z😀" }], ok: 1 });
  });

  test("gives a clean value back as it is", () => {
    const clean = { a: [{ b: "😀" }] };
    expect(cleanValue(clean)).toBe(clean);
  });
});

describe("parseInstant", () => {
  test.each([
    ["2026-01-31T10:00:00Z", "2026-01-31T10:00:00.000Z"],
    ["2026-01-31T10:00:00+0000", "2026-01-31T10:00:00.000Z"],
    ["2026-01-31T10:00:00.123456+02:00", "2026-01-31T08:00:00.123Z"],
    ["2026-01-31 10:00:00", "2026-01-31T10:00:00.000Z"],
    ["2026-01-31t10:00z", "2026-01-31T10:00:00.000Z"],
    ["2026-01-31", "2026-01-31T00:00:00.000Z"],
    ["2016-12-31T23:59:60Z", "2016-12-31T23:59:59.000Z"],
  ])("reads %s", (text, instant) => {
    expect(new Date(parseInstant(text) ?? Number.NaN).toISOString()).toBe(instant);
  });

  test.each([
    "",
    "soon",
    "2026-13-01",
    "2026-02-30",
    "2026-01-31T25:00:00Z",
    "20260131",
    "2026-01-31T10:00:00+99:00",
  ])("refuses %j", (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});
