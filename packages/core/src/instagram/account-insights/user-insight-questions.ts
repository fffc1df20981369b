import type { InsightRequest } from "../insights/insight-request.ts";
import type { MetricRequest } from "./metric-request.ts";
import type { PacificDay } from "./pacific-days.ts";

/** A request about an account: a series over many days, the totals of one, or a snapshot. */
export interface AccountInsightRequest<Wanted extends MetricRequest = MetricRequest> extends InsightRequest {
  /** What the answer is for; alike in everything but the metric. */
  wanted: readonly Wanted[];
  /** The day, for totals. */
  day?: PacificDay;
}

const dayMs = 24 * 60 * 60_000;

/** Every request a window takes: one per period for the series, one per day and breakdown for the totals. */
export function questionsForWindow<Wanted extends MetricRequest>(
  id: string,
  days: readonly PacificDay[],
  metrics: readonly Wanted[],
  nowMs: number,
): AccountInsightRequest<Wanted>[] {
  const questions: AccountInsightRequest<Wanted>[] = [];
  for (const { first, question } of askedTogether(id, metrics)) {
    if (first.kind === "series") {
      const within = days.filter(({ endMs }) => isWithinHistory(endMs, first.historyDays, nowMs));
      const [oldest, newest] = [within[0], within.at(-1)];
      if (!oldest || !newest) continue;
      // A point is returned when since <= end_time <= until, so that the bounds are end times themselves.
      const params = { period: first.period, since: oldest.endMs / 1000, until: newest.endMs / 1000 };
      questions.push({ ...question, params });
      continue;
    }
    for (const day of days) {
      const params = {
        period: first.period,
        metric_type: "total_value",
        breakdown: first.breakdown,
        since: day.startMs / 1000 + 1,
        until: day.endMs / 1000,
      };
      questions.push({ ...question, params, day });
    }
  }
  return questions;
}

/** Every request that it takes to see how things stand now: one per breakdown and timeframe. */
export function questionsForSnapshot<Wanted extends MetricRequest>(
  id: string,
  metrics: readonly Wanted[],
): AccountInsightRequest<Wanted>[] {
  return askedTogether(id, metrics).map(({ first: { period, breakdown, timeframe }, question }) => ({
    ...question,
    params: { period, metric_type: "total_value", breakdown, timeframe },
  }));
}

interface Group<Wanted extends MetricRequest> {
  first: Wanted;
  question: Omit<AccountInsightRequest<Wanted>, "params">;
}

/** Metrics that one request can ask for: those alike in period, type, breakdown, timeframe and history. */
function askedTogether<Wanted extends MetricRequest>(
  id: string,
  metrics: readonly Wanted[],
): Group<Wanted>[] {
  const groups = new Map<string, Wanted[]>();
  for (const metric of metrics) {
    const { kind, period, breakdown, timeframe, historyDays } = metric;
    const key = JSON.stringify([kind, period, breakdown, timeframe, historyDays]);
    groups.set(key, [...(groups.get(key) ?? []), metric]);
  }
  return [...groups.values()].flatMap((wanted) => {
    const [first] = wanted;
    const names = [...new Set(wanted.map(({ metric }) => metric))];
    return first ? [{ first, question: { subject: 0, id, metrics: names, wanted } }] : [];
  });
}

/** An hour of slack, for the day that is 25 hours long and for clocks that differ. */
function isWithinHistory(endMs: number, historyDays: number | undefined, nowMs: number): boolean {
  return historyDays === undefined || endMs > nowMs - historyDays * dayMs + dayMs / 24;
}
