import type { Call } from "../../graph/node.ts";
import type { Json } from "../../graph/node.ts";
import { graphTimestamp } from "../../time/graph-time.ts";
import type { Account } from "../../world/model.ts";
import { titleOf } from "../titles.ts";
import { userBreakdown } from "./breakdowns.ts";
import { labelOf } from "./day-labels.ts";
import { demographics } from "./demographics.ts";
import { combined, dayFigure, isNew, rollingFigure } from "./figures.ts";
import { onlineFollowers } from "./online-followers.ts";
import { metricOf, type UserInsightsQuery } from "./query.ts";

const lengthOf: Readonly<Record<string, number>> = { day: 1, week: 7, days_28: 28 };

/** What an entry is made of. */
export interface EntryRequest {
  readonly account: Account;
  readonly metric: string;
  readonly query: UserInsightsQuery;
  readonly days: readonly number[];
  readonly call: Call;
}

/** The period of the answer, which need not be the one asked for. */
function periodOf({ query, call }: EntryRequest): string {
  const isEchoed = call.simulation.behaviour.answeredPeriod === "asked" || query.period === "lifetime";
  return isEchoed ? query.period : "day";
}

function entry(request: EntryRequest, figures: Json): Json {
  const { account, metric } = request;
  const { title, description } = titleOf(metric, account.language);
  const { values, ...rest } = figures;
  const period = periodOf(request);
  return {
    name: metric,
    period,
    values,
    title,
    description,
    ...rest,
    id: `${account.id}/insights/${metric}/${period}`,
  };
}

/** The days of a metric that only reaches back thirty days, where it is one. */
function servedDays({ metric, days: asked, call }: EntryRequest): readonly number[] {
  const { newestDays } = call.simulation.behaviour;
  const days = newestDays === "absent" ? asked.filter((day) => !isNew(day, call)) : asked;
  const { lastThirtyDays, shape } = metricOf(metric);
  const today = call.simulation.world.calendar.dayOf(call.nowMs);
  if (lastThirtyDays) return days.filter((day) => day >= today - 30 && day < today);
  return shape === "hours" ? days.filter((day) => day >= today - 30) : days;
}

/** A point for every day; undefined if there is no day. */
export function seriesEntry(request: EntryRequest): Json | undefined {
  const { account, metric, call } = request;
  const days = servedDays(request);
  if (days.length === 0) return undefined;
  const valueOf = (day: number): unknown =>
    metricOf(metric).shape === "hours"
      ? onlineFollowers(account, day, call)
      : rollingFigure(account, metric, day, lengthOf[periodOf(request)] ?? 1, call);
  const values = days.map((day) => ({
    value: valueOf(day),
    end_time: graphTimestamp(labelOf(day, call.simulation)),
  }));
  return entry(request, { values });
}

function sumOf({ account, days, call }: EntryRequest, figure: string): number {
  const { oneDayTotalsOnInstagramHost } = call.simulation.behaviour;
  if (call.host === "instagram" && days.length === 1 && oneDayTotalsOnInstagramHost === "zero") return 0;
  return combined(
    figure,
    days.map((day) => dayFigure(account, figure, day, call)),
  );
}

/** Gained and lost followers: two parts without a total. */
function followsEntry(request: EntryRequest): Json {
  if (request.query.breakdowns.length === 0) return entry(request, {});
  const results = [
    { dimension_values: ["FOLLOWER"], value: sumOf(request, "follower_count") },
    { dimension_values: ["NON_FOLLOWER"], value: sumOf(request, "unfollows") },
  ].filter(({ value }) => value > 0);
  const parts = { dimension_keys: ["follow_type"], ...(results.length > 0 ? { results } : {}) };
  return entry(request, { total_value: { breakdowns: [parts] } });
}

function demographicsEntry(request: EntryRequest): Json {
  const { account, metric, query, call } = request;
  if (query.breakdowns.length === 0) return entry(request, {});
  const shown = call.simulation.behaviour.timeframeInDimensionKeys ? query.timeframe : undefined;
  return entry(request, {
    total_value: { breakdowns: [demographics(account, metric, query.breakdowns, shown)] },
  });
}

/** One figure for the whole window, split where a breakdown is asked for. */
export function totalEntry(request: EntryRequest): Json {
  const { account, metric, query } = request;
  const { shape } = metricOf(metric);
  if (shape === "follows") return followsEntry(request);
  if (shape === "demographics") return demographicsEntry(request);
  const value = sumOf(request, metric);
  const parts = userBreakdown(`${account.id}${metric}`, query.breakdowns, value);
  const breakdowns = query.breakdowns.length === 0 ? undefined : [parts];
  return entry(request, { total_value: { value, breakdowns } });
}
