import * as v from "valibot";
import type { InsightRequest } from "./insight-request.ts";
import type { InsightEntry } from "./insight-values.ts";

const ownedEntries = v.object({ data: v.array(v.unknown()) });
const ownedEntry = v.object({ id: v.string() });
const links = v.object({ paging: v.object({ next: v.string() }) });

/** What an answer says of itself; `undefined` where it does not. */
interface AnswerMarks {
  /** The object that its entries name. */
  readonly owner: string | undefined;
  /** The end of its window, in seconds since the epoch: its link leads to the second behind it. */
  readonly until: number | undefined;
  readonly metrics: readonly string[];
  readonly dimensions: readonly string[];
}

/**
 * Notices answers that belong to another one of the requests that went out together, as if the API had mixed up their
 * order: they would give one object or day the figures of another. What cannot be told counts as right.
 */
export class AnswerOrder {
  /** False once an answer to a single request contradicted it: then marks mean something else here. */
  #areMarksReliable = true;

  isMisplaced(answer: Answer, request: InsightRequest, all: readonly InsightRequest[]): boolean {
    if (!this.#areMarksReliable) return false;
    const marks = marksOf(answer);
    if (isAnswerTo(request, marks)) return false;
    if (all.length === 1) this.#areMarksReliable = false;
    return all.some((other) => isAnswerTo(other, marks));
  }
}

/** The body of an answer, and what could be read of it. */
interface Answer {
  body: unknown;
  entries: readonly InsightEntry[];
}

function marksOf({ body, entries }: Answer): AnswerMarks {
  const breakdowns = entries.flatMap(({ total_value: total }) => total?.breakdowns ?? []);
  return {
    owner: ownerOf(body),
    until: untilOf(body),
    metrics: entries.map(({ name }) => name),
    dimensions: breakdowns.flatMap(({ dimension_keys: keys }) => keys),
  };
}

function isAnswerTo(
  { id, params, metrics, breakdowns = [] }: InsightRequest,
  { owner, until, metrics: named, dimensions }: AnswerMarks,
): boolean {
  if (owner !== undefined && owner !== id) return false;
  if (until !== undefined && params["until"] !== undefined && params["until"] !== until) return false;
  if (named.length > 0 && !named.some((name) => metrics.includes(name))) return false;
  if (dimensions.length === 0) return true;
  return breakdowns.length > 0 && breakdowns.every((name) => dimensions.includes(name));
}

/** `18000000000000001` of `18000000000000001/insights/reach/lifetime`. */
function ownerOf(body: unknown): string | undefined {
  const entries = v.safeParse(ownedEntries, body);
  if (!entries.success) return undefined;
  for (const one of entries.output.data) {
    const entry = v.safeParse(ownedEntry, one);
    const [id, edge] = entry.success ? entry.output.id.split("/") : [];
    if (edge === "insights") return id;
  }
  return undefined;
}

function untilOf(body: unknown): number | undefined {
  const parsed = v.safeParse(links, body);
  if (!parsed.success || !URL.canParse(parsed.output.paging.next)) return undefined;
  const since = Number(new URL(parsed.output.paging.next).searchParams.get("since") ?? NaN);
  return Number.isNaN(since) ? undefined : since - 1;
}
