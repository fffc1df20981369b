import { isSafeNumber, LosslessNumber, parse, stringify } from "lossless-json";

/** Reads JSON without losing a digit: a number that JavaScript cannot hold is a LosslessNumber. undefined if it is not JSON. */
export function readJson(text: string): unknown {
  try {
    return parse(text, undefined, (digits) => {
      const isExact = isSafeNumber(digits) || digits.includes(".");
      return isExact ? Number(digits) : new LosslessNumber(digits);
    });
  } catch {
    return undefined;
  }
}

/** JSON with the same digits. */
export function writeJson(value: unknown, indent?: number): string {
  return stringify(value, undefined, indent) ?? "null";
}
