import type { Params } from "../../graph/http/params.ts";
import type { InsightRequest } from "../insights/insight-request.ts";
import type { MetricRequest } from "./metrics/metric-request.ts";
import type { PacificDay } from "./pacific-days.ts";
import { dayMs } from "../../graph/durations.ts";

/** The API answers about the last two years: 729 days ago are accepted, 730 are refused. */
const longestHistoryMs = 729 * dayMs;

/** A request about an account: a series over many days, the totals of one, or a snapshot. */
export interface AccountInsightRequest<Wanted extends MetricRequest = MetricRequest> extends InsightRequest {
  /** What the answer is for; they differ only in the metric. */
  wanted: readonly Wanted[];
  /** The day, for totals. */
  day?: PacificDay | undefined;
  /** The days, for a series. */
  days?: readonly PacificDay[] | undefined;
  params: WindowParams;
}

/** Bounds of a window, in seconds since the epoch; a snapshot has none. */
interface WindowParams extends Params {
  since?: number | undefined;
  until?: number | undefined;
}

/** The requests for a window: one per period for series, one per day and breakdown for totals. */
export function requestsForWindow<Wanted extends MetricRequest>(
  id: string,
  days: readonly PacificDay[],
  metrics: readonly Wanted[],
  nowMs: number,
): AccountInsightRequest<Wanted>[] {
  const requests: AccountInsightRequest<Wanted>[] = [];
  for (const { first, request } of askedTogether(id, metrics)) {
    if (first.shape === "series") {
      const within = days.filter(({ endMs }) => isWithinHistory(endMs, first.historyDays, nowMs));
      if (within.length > 0)
        requests.push(overDays({ ...request, params: { period: first.period } }, within));
      continue;
    }
    for (const day of days) {
      const params = {
        period: first.period,
        metric_type: "total_value",
        since: sinceOf(day, nowMs),
        until: day.endMs / 1000,
      };
      requests.push({ ...request, breakdowns: first.breakdowns, params, day });
    }
  }
  return requests;
}

/**
 * Where the question about one day begins: a second after its midnight, but not more than 729 days ago, which is the
 * longest that the API was seen to accept. A total is that of the days whose end is within the bounds.
 */
function sinceOf({ startMs, endMs }: PacificDay, nowMs: number): number {
  const oldest = Math.ceil((nowMs - longestHistoryMs) / 1000);
  return Math.min(Math.max(startMs / 1000 + 1, oldest), endMs / 1000);
}

/** A series over consecutive days. The API returns a point when since <= end_time <= until: the bounds are end times. */
function overDays<Wanted extends MetricRequest>(
  request: AccountInsightRequest<Wanted>,
  days: readonly PacificDay[],
): AccountInsightRequest<Wanted> {
  const [since = 0, until = 0] = [days[0]?.endMs, days.at(-1)?.endMs].map((ms) => (ms ?? 0) / 1000);
  return { ...request, days, params: { ...request.params, since, until } };
}

/** The two halves of a series in time; nothing for a request about one day. */
export function splitByDay<Request extends AccountInsightRequest>(request: Request): Request[] {
  const { days = [] } = request;
  if (days.length < 2) return [];
  const middle = Math.ceil(days.length / 2);
  return [days.slice(0, middle), days.slice(middle)].map((half) => ({
    ...request,
    ...overDays(request, half),
  }));
}

/** The requests for a snapshot of now: one per breakdown and timeframe. */
export function requestsForSnapshot<Wanted extends MetricRequest>(
  id: string,
  metrics: readonly Wanted[],
): AccountInsightRequest<Wanted>[] {
  return askedTogether(id, metrics).map(({ first: { period, breakdowns, timeframe }, request }) => ({
    ...request,
    breakdowns,
    params: { period, metric_type: "total_value", timeframe },
  }));
}

interface Group<Wanted extends MetricRequest> {
  first: Wanted;
  request: Omit<AccountInsightRequest<Wanted>, "params">;
}

/** Groups metrics that one request can ask for: the same period, shape, breakdowns, timeframe and history. */
function askedTogether<Wanted extends MetricRequest>(
  id: string,
  metrics: readonly Wanted[],
): Group<Wanted>[] {
  const groups = new Map<string, Wanted[]>();
  for (const metric of metrics) {
    const { shape, period, breakdowns, timeframe, historyDays } = metric;
    const key = JSON.stringify([shape, period, breakdowns, timeframe, historyDays]);
    groups.set(key, [...(groups.get(key) ?? []), metric]);
  }
  return [...groups.values()].flatMap((wanted) => {
    const [first] = wanted;
    const names = [...new Set(wanted.map(({ metric }) => metric))];
    return first ? [{ first, request: { subject: 0, id, metrics: names, wanted } }] : [];
  });
}

/** With one hour of slack, for days of 25 hours and clocks that differ. */
function isWithinHistory(endMs: number, historyDays: number | undefined, nowMs: number): boolean {
  return historyDays === undefined || endMs > nowMs - historyDays * dayMs + dayMs / 24;
}
