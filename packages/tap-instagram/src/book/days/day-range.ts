/** Days with consecutive ends that earlier runs could not read, as a state has them. */
export interface DayRange {
  /** `end_time` of the first day: `2026-03-02T08:00:00Z`. */
  readonly from: string;
  /** `end_time` of the last day. */
  readonly to: string;
  /** The date on which a run first noticed it: `2026-11-29`. */
  readonly since: string;
  /**
   * True for days that the API answered without a number and that may be from before there were any. The next run looks
   * once more.
   */
  readonly isLeading?: boolean | undefined;
  /** True for leading days that have figures, and only lack metrics that begin later or are often empty. */
  readonly hasFigures?: boolean | undefined;
  /** True for days that have a whole record in the target: one with fewer figures must not replace it. */
  readonly hasRecord?: boolean | undefined;
}

/** A day is 23 to 25 hours long. */
const longestDayMs = 25 * 60 * 60_000;

/** Whether a day lies in any of the ranges. */
export function rangeOf(ranges: readonly DayRange[], endTime: string): DayRange | undefined {
  return ranges.find(({ from, to }) => from <= endTime && endTime <= to);
}

/** Ranges, and single days that are in none of them, as few ranges in order of time. */
export function withDays(
  ranges: readonly DayRange[],
  endTimes: Iterable<string>,
  label: Pick<DayRange, "since" | "isLeading" | "hasFigures">,
): DayRange[] {
  const added: DayRange[] = [];
  for (const endTime of [...new Set(endTimes)].toSorted()) {
    if (rangeOf(ranges, endTime)) continue;
    const last = added.at(-1);
    if (last && Date.parse(endTime) - Date.parse(last.to) <= longestDayMs)
      added[added.length - 1] = { ...last, to: endTime };
    else added.push({ ...label, from: endTime, to: endTime });
  }
  return [...ranges, ...added].toSorted((a, b) => (a.from < b.from ? -1 : 1));
}
