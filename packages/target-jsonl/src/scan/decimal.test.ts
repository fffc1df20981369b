import * as fc from "fast-check";
import { leastCpuMs } from "test-tools/cpu-time";
import { describe, expect, test } from "vitest";
import { compareDecimals, decimalText, readDecimal, type Decimal } from "./decimal.ts";

function read(text: string): Decimal {
  const decimal = readDecimal(text);
  if (decimal === undefined) throw new Error(`${text} is not a number`);
  return decimal;
}

/** A number as units of 10^-40, exactly. */
function units(whole: bigint, exponent: number): bigint {
  return whole * 10n ** BigInt(40 + exponent);
}

const parts = fc.record({
  whole: fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }),
  exponent: fc.integer({ min: -40, max: 40 }),
});

describe("a decimal", () => {
  test("is the same for all spellings of a value, and JSON for it", () => {
    for (const [spellings, text] of [
      [["0", "-0", "0.00", "0e5", "-0.0e-3"], "0"],
      [["1", "1.0", "10e-1", "0.1e1", "1E+0", "1e00000000000000000000"], "1"],
      [["100", "1e2", "100.00", "0.0001e6"], "100"],
      [["-1.5", "-15e-1", "-1.50"], "-0.15e1"],
      [["9007199254740993", "9007199254740993.0", "9.007199254740993e15"], "9007199254740993"],
      [["1e400", "10e399", `1${"0".repeat(400)}`], "0.1e401"],
      [
        ["0.1000000000000000055511151231257827", "1000000000000000055511151231257827e-34"],
        "0.1000000000000000055511151231257827e0",
      ],
    ] as const) {
      expect(spellings.map((spelling) => decimalText(read(spelling)))).toEqual(spellings.map(() => text));
      expect(decimalText(read(text))).toBe(text);
    }
  });

  test("differs where a double could not tell", () => {
    const texts = [
      "9007199254740992",
      "9007199254740993",
      "0.1",
      "0.10000000000000001",
      "1e400",
      "1e401",
      "1e-400",
      "0",
    ];
    expect(new Set(texts.map((text) => decimalText(read(text))))).toHaveLength(texts.length);
  });

  test("compares like the exact value", () => {
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const wanted = units(one.whole, one.exponent) - units(other.whole, other.exponent);
        const found = compareDecimals(
          read(`${one.whole}e${one.exponent}`),
          read(`${other.whole}e${other.exponent}`),
        );
        expect(Math.sign(found)).toBe(wanted === 0n ? 0 : wanted < 0n ? -1 : 1);
      }),
    );
  });

  test.each(["", "01", "+1", ".5", "1.", "1e", "NaN", " 1", "0x1", "1e9999999999999999", "true"])(
    "is not read from %j",
    (text) => {
      expect(readDecimal(text)).toBeUndefined();
    },
  );

  test("is read in time proportional to its text", () => {
    const digits = `${"0".repeat(2_000_000)}1`.repeat(3);
    const text = `0.${digits}e-5`;
    expect(read(text).digits.length).toBeGreaterThan(4_000_000);
    expect(leastCpuMs(() => read(text), 5000)).toBeLessThan(5000);
  });
});
