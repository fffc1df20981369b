import * as v from "valibot";
import { absentIfNull, isPresent } from "../../graph/envelope.ts";
import type { InsightEntry } from "./insight-values.ts";

const breakdownResult = v.object({
  dimension_values: v.array(v.string()),
  value: v.pipe(v.number(), v.finite()),
});

const breakdown = v.object({
  dimension_keys: v.array(v.string()),
  results: absentIfNull(v.array(v.unknown())),
});

/** Leaves out parts without a number. Where no part has one, there are no parts: missing is not zero. */
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
