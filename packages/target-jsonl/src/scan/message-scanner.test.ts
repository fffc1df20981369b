import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KeyName } from "./member-list.ts";
import { MessageScanner, type Span } from "./message-scanner.ts";

function scan(line: string): { scanner: MessageScanner; bytes: Buffer; text: (span: Span) => string } {
  const bytes = Buffer.from(`${line}\n`);
  const scanner = new MessageScanner();
  expect(scanner.scan(bytes, 0)).toBe(bytes.length);
  return { scanner, bytes, text: ({ start, end }) => bytes.toString("utf8", start, end) };
}

describe("MessageScanner", () => {
  test("finds the record as the bytes it came in, in whatever order the members stand", () => {
    const record = '{ "id" : 1.0, "text":"\\u00e9 é",\t"list":[ 1,2 ] }';
    const members = [
      '"type":"RECORD"',
      '"stream":"users"',
      `"record": ${record}`,
      '"version":7',
      '"time_extracted":"t"',
    ];
    for (const order of [members, members.toReversed()]) {
      const { scanner, text } = scan(` {${order.join(" , ")}}\r`);
      expect(scanner.type).toBe("RECORD");
      expect(text(scanner.stream)).toBe("users");
      expect(text(scanner.record)).toBe(record);
      expect(text(scanner.version)).toBe("7");
      expect(text(scanner.timeExtracted)).toBe('"t"');
    }
  });

  test("finds the value of a STATE", () => {
    const { scanner, text } = scan('{"type":"STATE","value":{"bookmarks":{"a":9007199254740993}}}');
    expect(scanner.type).toBe("STATE");
    expect(text(scanner.value)).toBe('{"bookmarks":{"a":9007199254740993}}');
  });

  test("reads the type in any case and with escapes, and takes the last of two members, as JSON.parse does", () => {
    expect(scan('{"type":"record"}').scanner.type).toBe("RECORD");
    expect(scan('{"t\\u0079pe":"St\\u0061te"}').scanner.type).toBe("STATE");
    expect(scan('{"type":"STATE","type":"RECORD"}').scanner.type).toBe("RECORD");
  });

  test("forgets the line before", () => {
    const { scanner } = scan('{"type":"RECORD","stream":"a","record":{"id":1},"version":1}');
    scanner.scan(Buffer.from("\n"), 0);
    expect(scanner.type).toBe("");
    expect([scanner.stream.start, scanner.record.start, scanner.version.start]).toEqual([-1, -1, -1]);
    expect(scanner.members.count).toBe(0);
  });

  test.each([
    "[]",
    "1",
    '{"type":"RECORD"',
    '{"type":"RECORD"} x',
    '{"type":1}',
    '{"type":"RECORD","record":[]}',
    "{,}",
  ])("refuses %s", (line) => {
    expect(() => new MessageScanner().scan(Buffer.from(`${line}\n`), 0)).toThrow("wanted ");
  });

  test("finds every member of any record under its key", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(fc.dictionary(text, fc.jsonValue()), (record) => {
        const { scanner, bytes } = scan(JSON.stringify({ type: "RECORD", record }));
        for (const [key, value] of Object.entries(record)) {
          const index = scanner.members.find(bytes, new KeyName(key));
          const json = bytes.toString(
            "utf8",
            scanner.members.valueStart(index),
            scanner.members.valueEnd(index),
          );
          expect(json).toBe(JSON.stringify(value));
        }
        expect(scanner.members.find(bytes, new KeyName("no such key at all"))).toBe(-1);
      }),
      { numRuns: 40 },
    );
  });
});
