import * as v from "valibot";
import { absentIfNull } from "../../graph/envelope.ts";

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

const breakdownResult = v.object({
  dimension_values: v.array(v.string()),
  value: v.pipe(v.number(), v.finite()),
});

const breakdown = v.object({
  dimension_keys: v.array(v.string()),
  results: absentIfNull(v.array(v.unknown())),
});

/** Leaves out parts without a number. Parts of which none has one are no parts: they are not zero. */
const totalValue = v.pipe(
  v.object({ value: v.optional(v.unknown()), breakdowns: absentIfNull(v.array(v.unknown())) }),
  v.transform(({ value, breakdowns: all }) => {
    let hasUnreadableParts: true | undefined;
    const breakdowns = (all ?? []).flatMap((one) => {
      const parsed = v.safeParse(breakdown, one);
      if (!parsed.success) {
        hasUnreadableParts = true;
        return [];
      }
      const { dimension_keys, results } = parsed.output;
      const parts = (results ?? []).flatMap((result) => {
        const part = v.safeParse(breakdownResult, result);
        if (!part.success && !isWithoutValue(result)) hasUnreadableParts = true;
        return part.success ? [part.output] : [];
      });
      return results && results.length > 0 && parts.length === 0
        ? []
        : [{ dimension_keys, results: results && parts }];
    });
    const isRead = breakdowns.length > 0 || all?.length === 0;
    return { value, breakdowns: isRead ? breakdowns : undefined, hasUnreadableParts };
  }),
);

/** A part that has no number, and says so. */
function isWithoutValue(result: unknown): boolean {
  return isObject(result) && !isPresent(result["value"]);
}

const readablePoint = v.object({ value: v.optional(v.unknown()), end_time: absentIfNull(v.string()) });

/** Leaves out points that cannot be read. */
const readablePoints = v.pipe(
  v.array(v.unknown()),
  v.check((points) => points.length === 0 || points.some((one) => v.is(readablePoint, one))),
  v.transform((points) =>
    points.flatMap((one) => {
      const parsed = v.safeParse(readablePoint, one);
      return parsed.success ? [parsed.output] : [];
    }),
  ),
);

const insightEntry: v.GenericSchema<unknown, InsightEntry> = v.object({
  name: v.string(),
  period: absentIfNull(v.string()),
  values: absentIfNull(readablePoints),
  total_value: absentIfNull(totalValue),
});

/**
 * The body of an insights answer. An entry that cannot be read keeps its name alone: it is an answer, and no figure. What
 * has no name is left out, and so are repeated entries.
 */
export const insightsBody: v.GenericSchema<unknown, { data: InsightEntry[] }> = v.object({
  data: v.pipe(
    v.array(v.unknown()),
    v.transform((entries) => {
      const readable: InsightEntry[] = [];
      for (const raw of entries) {
        const entry = plainEntry(raw) ?? schemaEntry(raw);
        if (entry !== undefined) readable.push(entry);
      }
      return readable.some(isRepeated) ? grouped(readable) : readable;
    }),
  ),
});

/** Whether an entry before it has the same name. Answers hold a dozen of them at most. */
function isRepeated({ name }: InsightEntry, position: number, entries: readonly InsightEntry[]): boolean {
  for (let before = 0; before < position; before += 1) if (entries[before]?.name === name) return true;
  return false;
}

/** The entries of each name together, one per period. One that cannot be read gives way to one that can. */
function grouped(entries: readonly InsightEntry[]): InsightEntry[] {
  const readable = new Set(entries.filter(({ isUnreadable }) => !isUnreadable).map(({ name }) => name));
  const found = new Map<string, Map<string | undefined, InsightEntry>>();
  for (const entry of entries) {
    if (entry.isUnreadable && readable.has(entry.name)) continue;
    const periods = found.get(entry.name) ?? new Map<string | undefined, InsightEntry>();
    if (periods.size === 0) found.set(entry.name, periods);
    if (!periods.has(entry.period)) periods.set(entry.period, entry);
  }
  return [...found.values()].flatMap((periods) => [...periods.values()]);
}

function schemaEntry(raw: unknown): InsightEntry | undefined {
  const parsed = v.safeParse(insightEntry, raw);
  if (parsed.success) return parsed.output;
  const name = isObject(raw) ? raw["name"] : undefined;
  return typeof name === "string" ? { name, isUnreadable: true } : undefined;
}

/**
 * What `insightEntry` makes of the usual entry, a name with one value: nine of ten answers hold nothing else, and the schema
 * takes four times as long. Gives nothing for any other entry.
 */
function plainEntry(raw: unknown): InsightEntry | undefined {
  if (!isObject(raw) || isPresent(raw["total_value"])) return undefined;
  const { name, period, values } = raw;
  if (typeof name !== "string" || typeof period !== "string") return undefined;
  if (!Array.isArray(values) || values.length !== 1) return undefined;
  const [point]: unknown[] = values;
  if (!isObject(point) || isPresent(point["end_time"])) return undefined;
  return { name, period, values: [{ value: point["value"], end_time: undefined }], total_value: undefined };
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
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

/** Figures per hour, `{"0": 5, "23": 9}`. Leaves out hours without a number, and what is no hour. */
export function byHour(value: unknown): [string, number][] {
  const parsed = v.safeParse(v.record(v.string(), v.unknown()), value);
  if (!parsed.success) return [];
  return Object.entries(parsed.output).flatMap(([hour, count]) =>
    isNumber(count) && hourName.test(hour) ? [[hour, count] satisfies [string, number]] : [],
  );
}
