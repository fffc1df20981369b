import type { Figure } from "../shapes.ts";

const oneDigit = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const wholePercent = new Intl.NumberFormat("en", { style: "percent" });

/** The numbers in a text, as it writes them: 1,234 and 5.6 and 23:45. */
export function numbersIn(text: string): string[] {
  return text.match(/\d+(?:[,.:]\d+)*/g) ?? [];
}

/** Numbers as sentences have them, with one digit behind the point at most; of texts, the numbers in them. */
export function said(...parts: readonly (string | Figure | undefined)[]): string[] {
  return parts.flatMap((part) => numbersIn(typeof part === "number" ? oneDigit.format(part) : (part ?? "")));
}

/** A share of 1, in percent. */
export function percentOf(share: number): string[] {
  return numbersIn(wholePercent.format(share));
}

/** The day of the month and the year: months are words. */
export function dayNumbers(day: string): string[] {
  return [String(Number(day.slice(8, 10))), day.slice(0, 4)];
}
