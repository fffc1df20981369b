import * as v from "valibot";
import { parseExactJson } from "../exact-json.ts";
import { keyOfBudget, typeOfBudget, type Budget } from "./budget.ts";

/** How much of a budget is used, by the API's own word. */
export interface Usage {
  budget: Budget;
  /** Whole percent of the quota; requests are refused at 100. The highest of calls, CPU time and total time. */
  percent: number;
  /** How long until access is regained, in milliseconds; 0 while there is access. */
  regainAccessMs: number;
}

/** The part of `Headers` that is needed to read usage. */
export interface HeaderSource {
  get(name: string): string | null;
}

const percentages = {
  call_count: v.optional(v.number(), 0),
  total_cputime: v.optional(v.number(), 0),
  total_time: v.optional(v.number(), 0),
};
const appUsage = v.object(percentages);
const businessUsage = v.record(
  v.string(),
  v.array(
    v.object({
      ...percentages,
      type: v.string(),
      estimated_time_to_regain_access: v.optional(v.number(), 0),
    }),
  ),
);

/**
 * Reads the usage headers of one answer. A header that is absent or not understood gives nothing.
 * https://developers.facebook.com/docs/graph-api/overview/rate-limiting#headers
 */
export function readUsage(headers: HeaderSource): Usage[] {
  const usages: Usage[] = [];
  const app = parsed(headers.get("x-app-usage"), appUsage);
  if (app) usages.push({ budget: "app", percent: highest(app), regainAccessMs: 0 });
  const page = parsed(headers.get("x-page-usage"), appUsage);
  if (page)
    usages.push({ budget: { type: "pages", id: "token" }, percent: highest(page), regainAccessMs: 0 });
  const business = parsed(headers.get("x-business-use-case-usage"), businessUsage);
  for (const [id, entries] of Object.entries(business ?? {})) {
    for (const entry of entries) {
      usages.push({
        budget: { type: entry.type, id },
        percent: highest(entry),
        regainAccessMs: entry.estimated_time_to_regain_access * 60_000,
      });
    }
  }
  return usages;
}

/**
 * The usage among `usages` that concerns a request drawing on `budget`: its own; where none is named after it, the
 * fullest of its type, which may stand under the business. A header can name other accounts as well.
 */
export function usageOf(budget: Budget, usages: readonly Usage[]): Usage | undefined {
  const own = usages.filter((usage) => keyOfBudget(usage.budget) === keyOfBudget(budget));
  const type = typeOfBudget(budget);
  const concerned = own.length > 0 ? own : usages.filter((usage) => typeOfBudget(usage.budget) === type);
  let fullest: Usage | undefined;
  for (const usage of concerned) {
    if (!fullest || usage.percent > fullest.percent || usage.regainAccessMs > fullest.regainAccessMs)
      fullest = usage;
  }
  return fullest && { ...fullest, budget };
}

function highest(usage: { call_count: number; total_cputime: number; total_time: number }): number {
  return Math.max(usage.call_count, usage.total_cputime, usage.total_time);
}

function parsed<T>(text: string | null, schema: v.GenericSchema<unknown, T>): T | undefined {
  if (!text) return undefined;
  try {
    const result = v.safeParse(schema, parseExactJson(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
