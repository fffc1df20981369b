/** The middle of some numbers, and the least and the greatest of them. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
}

export function spreadOf(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (position: number): number => sorted[position] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    least: at(0),
    greatest: at(sorted.length - 1),
  };
}

/**
 * How a figure grows with a size, as the exponent of a power: 1 where it doubles with the size, 0 where it stays, 2 where
 * it becomes four times as much. From the slope of the logarithms.
 */
export function exponentOf(points: readonly { readonly size: number; readonly figure: number }[]): number {
  const logs = points.map(({ size, figure }) => ({ x: Math.log(size), y: Math.log(Math.max(figure, 1e-9)) }));
  const x = mean(logs.map((log) => log.x));
  const y = mean(logs.map((log) => log.y));
  const covariance = mean(logs.map((log) => (log.x - x) * (log.y - y)));
  return covariance / mean(logs.map((log) => (log.x - x) ** 2));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
