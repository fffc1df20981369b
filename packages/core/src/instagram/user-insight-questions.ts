import type { InsightQuestion } from "./insight-question.ts";
import type { PacificDay } from "./pacific-days.ts";
import type { UserMetric } from "./user-metrics.ts";

/** A request for part of a window: a series over many days, or the totals of one. */
export interface WindowQuestion extends InsightQuestion {
  figures: readonly UserMetric[];
  /** The day, for totals. */
  day?: PacificDay;
}

const dayMs = 24 * 60 * 60_000;

/** Every request a window takes: one per period for the series, one per day and breakdown for the totals. */
export function questionsForWindow(
  id: string,
  days: readonly PacificDay[],
  metrics: readonly UserMetric[],
  nowMs: number,
): WindowQuestion[] {
  const questions: WindowQuestion[] = [];
  for (const figures of askedTogether(metrics)) {
    const [first] = figures;
    if (!first) continue;
    const names = [...new Set(figures.map(({ metric }) => metric))];
    const question = { subject: 0, id, metrics: names, figures };
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

/** Metrics that one request can ask for: those alike in period, type, breakdown and history. */
function askedTogether(metrics: readonly UserMetric[]): UserMetric[][] {
  const groups = new Map<string, UserMetric[]>();
  for (const metric of metrics) {
    const key = [metric.kind, metric.period, metric.breakdown, metric.historyDays].join(" ");
    groups.set(key, [...(groups.get(key) ?? []), metric]);
  }
  return [...groups.values()];
}

/** An hour of slack, for the day that is 25 hours long and for clocks that differ. */
function isWithinHistory(endMs: number, historyDays: number | undefined, nowMs: number): boolean {
  return historyDays === undefined || endMs > nowMs - historyDays * dayMs + dayMs / 24;
}
