import * as v from "valibot";

/** One point of a series, or the single value of a lifetime metric. */
export interface InsightPoint {
  value?: unknown;
  end_time?: string | undefined;
}

/** One metric of an insights answer. https://developers.facebook.com/docs/graph-api/reference/insights */
export interface InsightEntry {
  name: string;
  period?: string | undefined;
  values?: InsightPoint[] | undefined;
  total_value?:
    | {
        value?: unknown;
        breakdowns?:
          | {
              dimension_keys: string[];
              results?: { dimension_values: string[]; value: number }[] | undefined;
            }[]
          | undefined;
        /** Some of its parts are left out, because their form is another than the documented one. */
        hasUnreadableParts?: true | undefined;
      }
    | undefined;
  /** It was answered in a form that is another than the documented one, and holds nothing that can be read. */
  isUnreadable?: true | undefined;
}

/** The single figure of an entry: its first value, or else its total; `null` when there is none. */
export function singleValue(entry: InsightEntry): number | null {
  const value = entry.values?.[0]?.value ?? entry.total_value?.value;
  return isNumber(value) ? value : null;
}

/** Whether a value is a figure. `1e999` is a number in JSON, and none here. */
export function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** Whether a value is something else than a figure or the absence of one, which is `null` or empty. */
export function isUnreadableValue(value: unknown): boolean {
  if (typeof value !== "object") return value !== undefined && !isNumber(value);
  return value !== null && Object.keys(value).length > 0;
}

/** Whether an entry, or a part of it, has another form than a single figure or a total. */
export function isUnreadableTotal({
  isUnreadable: isWhole,
  values,
  total_value: total,
}: InsightEntry): boolean {
  if (isWhole || total?.hasUnreadableParts) return true;
  return isUnreadableValue(values?.[0]?.value) || isUnreadableValue(total?.value);
}

/** A total by one dimension: `{ tap_forward: 30, tap_exit: 10 }`. Empty categories are absent. */
export function splitBy(entry: InsightEntry, dimension: string): { [category: string]: number } {
  const split: { [category: string]: number } = {};
  for (const { dimension_keys: keys, results = [] } of entry.total_value?.breakdowns ?? []) {
    const position = keys.indexOf(dimension);
    if (position < 0) continue;
    for (const { dimension_values: values, value } of results) {
      const category = values[position];
      if (category !== undefined) split[category] = (split[category] ?? 0) + value;
    }
  }
  return split;
}

const hourName = /^(?:[01]?\d|2[0-3])$/;

/** Figures per hour, `{"0": 5, "23": 9}`. Leaves out hours without a number, and what is not an hour. */
export function byHour(value: unknown): [string, number][] {
  const parsed = v.safeParse(v.record(v.string(), v.unknown()), value);
  if (!parsed.success) return [];
  return Object.entries(parsed.output).flatMap(([hour, count]) =>
    isNumber(count) && hourName.test(hour) ? [[hour, count] satisfies [string, number]] : [],
  );
}
