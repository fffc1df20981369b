/** Draft 4 says by a boolean beside the limit that the limit itself is out; later drafts by a limit of its own. */
export function isBelow(value: number, least: unknown, isExclusive: unknown = false): boolean {
  return typeof least === "number" && (value < least || (isExclusive === true && value === least));
}

export function isAbove(value: number, most: unknown, isExclusive: unknown = false): boolean {
  return typeof most === "number" && (value > most || (isExclusive === true && value === most));
}

/** Decimal steps such as 0.01 are not exact as doubles. */
export function isMultiple(value: number, step: unknown): boolean {
  const quotient = typeof step === "number" ? value / step : 0;
  return Math.abs(quotient - Math.round(quotient)) <= Math.abs(quotient) * Number.EPSILON * 4;
}

export function codePoints(value: string): number {
  return Array.from(value).length;
}

/** Patterns written for Python may be none in JavaScript; such a one is not checked. */
export function toRegExp(pattern: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // The next reading may do.
    }
  }
  return undefined;
}
