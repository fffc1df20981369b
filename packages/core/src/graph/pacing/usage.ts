import * as v from "valibot";
import { dayMs } from "../durations.ts";
import { parseExactJson } from "../exact-json.ts";
import { isSameBudget, typeOfBudget, type Budget } from "./budget.ts";

/** How much of a budget is used, as the API reports it. */
export interface Usage {
  budget: Budget;
  /** Whole percent of the quota, the highest of calls, CPU time and total time. The API refuses requests at 100. */
  percent: number;
  /** Milliseconds until the quota is back; 0 while there is quota. */
  regainAccessMs: number;
}

/** The part of `Headers` that reading usage needs. */
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

const usageHeaders = ["x-app-usage", "x-page-usage", "x-business-use-case-usage"] as const;

/**
 * Reads the usage headers of one answer. A header that is absent or unreadable gives nothing.
 * https://developers.facebook.com/docs/graph-api/overview/rate-limiting#headers
 */
export function readUsage(headers: HeaderSource): Usage[] {
  const usages: Usage[] = [];
  const [ofApp, ofPage, ofBusiness] = usageHeaders;
  const app = parsed(headers.get(ofApp), appUsage);
  if (app) usages.push({ budget: "app", percent: highest(app), regainAccessMs: 0 });
  const page = parsed(headers.get(ofPage), appUsage);
  if (page)
    usages.push({ budget: { type: "pages", id: "token" }, percent: highest(page), regainAccessMs: 0 });
  const business = parsed(headers.get(ofBusiness), businessUsage);
  for (const [id, entries] of Object.entries(business ?? {})) {
    for (const entry of entries) {
      usages.push({
        budget: { type: entry.type, id },
        percent: highest(entry),
        // Quotas count the last 24 hours: what says more is wrong.
        regainAccessMs: Math.min(entry.estimated_time_to_regain_access * 60_000, dayMs),
      });
    }
  }
  return usages;
}

/** Reads the usage of answers that come together. Most of them report the same, which is then parsed once. */
export function usageReader(): typeof readUsage {
  let before: readonly (string | null)[] = [];
  let usages: Usage[] = [];
  return (headers) => {
    const texts = usageHeaders.map((name) => headers.get(name));
    if (texts.length !== before.length || texts.some((text, position) => text !== before[position])) {
      before = texts;
      usages = readUsage(headers);
    }
    return usages;
  };
}

/**
 * The usage that concerns a request on `budget`: the usage of that budget, or else the highest one of its type, because
 * the header can name the business instead of the account. A header can also name other accounts.
 */
export function usageOf(budget: Budget, usages: readonly Usage[]): Usage | undefined {
  const own = usages.filter((usage) => isSameBudget(usage.budget, budget));
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
