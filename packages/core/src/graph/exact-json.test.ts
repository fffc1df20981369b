import fc from "fast-check";
import { expect, test } from "vitest";
import { parseExactJson } from "./exact-json.ts";

test("ids beyond 2^53 written as bare numbers come back digit by digit", () => {
  expect(parseExactJson('{"user_id":17841400000000001,"ids":[17841400000000003, 12]}')).toEqual({
    user_id: "17841400000000001",
    ids: ["17841400000000003", 12],
  });
  expect(parseExactJson(" 17841400000000001 ")).toBe("17841400000000001");
});

test("digits inside texts stay texts, whatever stands around them", () => {
  const value = {
    caption: 'Call [ 17841400000000001, "17841400000000003": 17841400000000005 ] \\',
    id: "17841400000000001",
  };
  expect(parseExactJson(`[${JSON.stringify(value)},17841400000000007]`)).toEqual([
    value,
    "17841400000000007",
  ]);
});

test("everything but integers beyond 2^53 reads as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (text) => {
      const unsafeAsText = (_: string, value: unknown) =>
        Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(Number(value)) < 1e21
          ? String(value)
          : value;
      expect(parseExactJson(text)).toEqual(JSON.parse(text, unsafeAsText));
    }),
  );
});

test("long fractions and exponents stay numbers", () => {
  expect(parseExactJson("[0.12345678901234567890, 1234567890123456789e2]")).toEqual([
    0.12345678901234568, 1234567890123456789e2,
  ]);
});

test.each([
  ["a long text", JSON.stringify("x".repeat(9 << 20))],
  ["a long text full of escapes", JSON.stringify('\\"'.repeat(2 << 20))],
  ["a long text full of digits", JSON.stringify(`,${"1".repeat(30)}`.repeat(1 << 17))],
])("beside a long integer %s reads as it is", (_name, text) => {
  expect(parseExactJson(`{"id":17841400000000001,"caption":${text}}`)).toEqual({
    id: "17841400000000001",
    caption: JSON.parse(text),
  });
});

test("a text cut inside a string is refused at once", () => {
  const cut = `[{"id":17841400000000001,"body":${JSON.stringify(JSON.stringify(Array.from({ length: 90_000 }, () => ({ v: 1 })))).slice(0, -9)}`;
  expect(() => parseExactJson(cut)).toThrow(SyntaxError);
});
