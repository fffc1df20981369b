/** The exact value of a JSON number: 0.digits × 10^exponent. Zero has no digits. */
export interface Decimal {
  readonly isNegative: boolean;
  /** Without zeros at either end. */
  readonly digits: string;
  readonly exponent: number;
}

/** Larger exponents are not exact as a number. */
const maxExponentDigits = 15;
/** Integers up to this length are written without an exponent. */
const maxPlainDigits = 40;
const zero: Decimal = { isNegative: false, digits: "", exponent: 0 };

/** The value of a JSON number; undefined for other texts, and for exponents beyond ±10^15. */
export function readDecimal(text: string): Decimal | undefined {
  const found = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?)(\d+))?$/.exec(text);
  if (found === null) return undefined;
  const [, sign, whole = "", fraction = "", exponentSign, exponentText = ""] = found;
  const all = whole + fraction;
  const start = countZeros(all);
  const digits = withoutLastZeros(all.slice(start));
  if (digits === "") return zero;
  const exponentDigits = exponentText.slice(countZeros(exponentText));
  if (exponentDigits.length > maxExponentDigits) return undefined;
  const exponent = exponentSign === "-" ? -Number(exponentDigits) : Number(exponentDigits);
  return { isNegative: sign === "-", digits, exponent: exponent + whole.length - start };
}

/** One JSON number for all spellings of a value: `100` for `1e2` and `100.0`. */
export function decimalText({ isNegative, digits, exponent }: Decimal): string {
  if (digits === "") return "0";
  const sign = isNegative ? "-" : "";
  const isPlain = digits.length <= exponent && exponent <= maxPlainDigits;
  return isPlain ? sign + digits.padEnd(exponent, "0") : `${sign}0.${digits}e${exponent}`;
}

/** Below 0 when the first is smaller, 0 when both are equal, above 0 when it is larger. */
export function compareDecimals(one: Decimal, other: Decimal): number {
  const signs = signOf(one) - signOf(other);
  if (signs !== 0) return signs;
  const sizes = one.exponent - other.exponent || compareTexts(one.digits, other.digits);
  return one.isNegative ? -sizes : sizes;
}

function signOf({ isNegative, digits }: Decimal): number {
  if (digits === "") return 0;
  return isNegative ? -1 : 1;
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Number of zeros at the start. */
function countZeros(text: string): number {
  let count = 0;
  while (text[count] === "0") count += 1;
  return count;
}

function withoutLastZeros(text: string): string {
  let end = text.length;
  while (text[end - 1] === "0") end -= 1;
  return text.slice(0, end);
}
