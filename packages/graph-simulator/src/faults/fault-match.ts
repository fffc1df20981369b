import type { Host } from "../host.ts";

/** Which requests, or batch items, a rule is about. Everything given must fit. */
export interface FaultMatch {
  readonly host?: Host | undefined;
  readonly method?: string | undefined;
  /** Path template: `/{media}/insights`, `/me/accounts`, `/` for a batch as a whole. */
  readonly template?: string | undefined;
  /** A part of the path. */
  readonly pathIncludes?: string | undefined;
  /** Parameters and what their values contain; `""` fits any value. */
  readonly query?: Readonly<Record<string, string>> | undefined;
  /** The object asked for: first segment of the path, or one of `ids`. */
  readonly itemId?: string | undefined;
  /** A metric among those asked for, in `metric` or in `insights.metric(…)`. */
  readonly asksMetric?: string | undefined;
  /** A field among those asked for, in braces or not. */
  readonly asksField?: string | undefined;
  /** A Pacific date, `2026-09-10`, whose figures lie between `since` and `until`. */
  readonly asksDay?: string | undefined;
  /** An id that the ordinary answer holds: a post in a page. */
  readonly answerHolds?: string | undefined;
  /** Asks for pages of more than that many. */
  readonly limitAbove?: number | undefined;
  /** A batch of more items, or more `ids`, than that. */
  readonly itemsAbove?: number | undefined;
  /** Only whole requests, or only items of batches. Default both. */
  readonly target?: "request" | "item" | undefined;
  /** Only this one of those that fit, from 1. */
  readonly nth?: number | undefined;
  /** Every second, third … of those that fit. */
  readonly every?: number | undefined;
  /** Share of those that fit, 0 to 1, drawn from the seed. */
  readonly probability?: number | undefined;
  /** At most this many times. */
  readonly times?: number | undefined;
}

/** Every name a match may have, for rules that come as JSON. */
export const matchNames: ReadonlySet<string> = new Set<keyof FaultMatch>([
  "host",
  "method",
  "template",
  "pathIncludes",
  "query",
  "itemId",
  "asksMetric",
  "asksField",
  "asksDay",
  "answerHolds",
  "limitAbove",
  "itemsAbove",
  "target",
  "nth",
  "every",
  "probability",
  "times",
]);
