import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { delayBoundMs, nextDelayMs, transientPolicy } from "./retry.ts";

describe("delays between retries", () => {
  test("their bound doubles up to a cap", () => {
    const bounds = [0, 1, 2, 3, 4, 5, 6, 7].map((retry) => delayBoundMs(transientPolicy, retry));
    expect(bounds).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  test("they lie anywhere between nothing and the bound", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 5 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (retry, random) => {
          const delayMs = nextDelayMs(transientPolicy, retry, 0, () => random);
          expect(delayMs).toBe(Math.round(random * delayBoundMs(transientPolicy, retry)));
        },
      ),
    );
  });

  test("they end after the last retry", () => {
    expect(nextDelayMs(transientPolicy, 5, 0, () => 0.5)).toBeTypeOf("number");
    expect(nextDelayMs(transientPolicy, 6, 0, () => 0.5)).toBeUndefined();
  });

  test("they end when the time is up", () => {
    expect(nextDelayMs(transientPolicy, 0, 5 * 60_000, () => 0.5)).toBeUndefined();
  });
});
