import type { Column } from "../figures/figure.ts";
import { countText, rateText } from "../figures/words.ts";

/** What a table shows where there is no number. */
export const noNumber = "no number";

/** A value of a table, rounded as a page shows it, and without the noise behind. */
export function shown(value: number, { unit }: Pick<Column, "unit">): { value: number; text: string } {
  if (unit === "times") {
    const rounded = Math.round(value * 100) / 100;
    return { value: rounded, text: `${rounded} ×` };
  }
  const rounded = Number.isInteger(value) ? value : Math.round(value * 10) / 10;
  return { value: rounded, text: Number.isInteger(rounded) ? countText(rounded) : rateText(rounded) };
}
