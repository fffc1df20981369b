import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distinction, foldFileName, safeFileName } from "./file-name.ts";

describe("safeFileName", () => {
  test.each([
    ["users", "users"],
    ["TestCamelcase", "TestCamelcase"],
    ["my stream-2_b.c", "my stream-2_b.c"],
    ["größe_日本", "größe_日本"],
    ["test:SpecialChars!in?attributes", "test%3ASpecialChars!in%3Fattributes"],
    ["../x", "%2E.%2Fx"],
    ["..", "%2E%2E"],
    ["C:\\x", "C%3A%5Cx"],
    ["a%2Fb", "a%252Fb"],
    ["CON", "%43ON"],
    ["nul.txt", "%6Eul.txt"],
    ["console", "console"],
    ["a\u0000b\nc", "a%00b%0Ac"],
    [" a. ", "%20a.%20"],
    ["😀", "%F0%9F%98%80"],
    ["\ud800", "%uD800"],
  ])("writes %j as %s", (stream, name) => {
    expect(safeFileName(stream)).toBe(name);
  });

  test("is a name any file system takes, and never the same for two texts", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 400 }),
      fc
        .array(fc.constantFrom("a", ".", "/", "\\", "%", "~", ":", " ", "2", "F", "\ud800", "\udc00"))
        .map((all) => `x${all.join("")}`),
    );
    fc.assert(
      fc.property(text, text, (one, other) => {
        const name = safeFileName(one);
        expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}]|^[. ]|[. ]$/u);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
        expect(name === safeFileName(other)).toBe(one === other);
      }),
    );
  });

  test("shortens very long names, telling those with the same beginning apart", () => {
    const long = "é".repeat(500);
    expect(safeFileName(`${long}1`)).not.toBe(safeFileName(`${long}2`));
    expect(safeFileName(`${long}1`)).toBe(safeFileName(`${long}1`));
    expect(Buffer.byteLength(safeFileName(long))).toBeLessThanOrEqual(180);
  });
});

describe("foldFileName", () => {
  test("holds names together that a file system may hold for one", () => {
    expect(foldFileName("Users")).toBe(foldFileName("USERS"));
    expect(foldFileName("caf\u00e9")).toBe(foldFileName("cafe\u0301"));
    expect(foldFileName("straße")).toBe(foldFileName("STRASSE"));
    expect(foldFileName("users")).not.toBe(foldFileName("user"));
  });
});

describe("distinction", () => {
  test("differs for lone surrogates, which have no UTF-8", () => {
    expect(distinction("\ud800")).not.toBe(distinction("\ud801"));
  });
});
