import { expect, test } from "vitest";
import { exponentOf, spreadOf } from "../src/statistics.ts";

test("the median of an even number of figures lies between the two in the middle", () => {
  expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, least: 1, greatest: 4 });
});

test.each([0, 0.5, 1, 2])("what grows with the power %f has that exponent", (power) => {
  const points = [10, 20, 40].map((size) => ({ size, figure: 3 * size ** power }));
  expect(exponentOf(points)).toBeCloseTo(power);
});
