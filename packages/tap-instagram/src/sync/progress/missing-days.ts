import type { JsonObject } from "@tap-instagram/singer";
import * as v from "valibot";
import type { DayRange } from "../../book/days/day-range.ts";

/** A range as a state has it. */
export function jsonOfDays({ from, to, since, isLeading, hasFigures, hasRecord }: DayRange): JsonObject {
  return {
    from,
    to,
    since,
    ...(isLeading ? { leading: true } : {}),
    ...(hasFigures ? { has_figures: true } : {}),
    ...(hasRecord ? { has_record: true } : {}),
  };
}

const instant = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);
const range = v.pipe(
  v.object({
    from: instant,
    to: instant,
    since: instant,
    leading: v.optional(v.boolean()),
    has_figures: v.optional(v.boolean()),
    has_record: v.optional(v.boolean()),
  }),
  v.transform(({ leading, has_figures: hasFigures, has_record: hasRecord, ...days }): DayRange => ({
    ...days,
    isLeading: leading,
    hasFigures,
    hasRecord,
  })),
);

/** The days that a state remembers; what is none is left out. */
export function missingDaysIn({ missing_days: value }: JsonObject): DayRange[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) => {
    const parsed = v.safeParse(range, one);
    return parsed.success ? [parsed.output] : [];
  });
}
