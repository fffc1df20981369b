import { permissionDenied } from "../../errors/refusals.ts";
import type { Call } from "../../graph/node.ts";
import { link } from "../../graph/links.ts";
import type { Edge, Json } from "../../graph/node.ts";
import { isAble } from "../../tokens/grant.ts";
import type { Account } from "../../world/model.ts";
import { seriesEntry, totalEntry } from "./entries.ts";
import { labelOf } from "./day-labels.ts";
import { dayFigure } from "./figures.ts";
import { metricOf, readQuery, type UserInsightsQuery } from "./query.ts";
import { daysWithin, readWindow, type InsightsWindow } from "./window.ts";

/** Whether the account is too small, or too quiet, for the metric to say anything. */
function isSilent(metric: string, account: Account, call: Call): boolean {
  const { needsHundredFollowers, shape } = metricOf(metric);
  if (shape === "none") return true;
  if (needsHundredFollowers) return account.followers < 100;
  if (metric !== "engaged_audience_demographics") return false;
  const today = call.simulation.world.calendar.dayOf(call.nowMs);
  let engagements = 0;
  for (let day = today - 30; day < today; day += 1) {
    engagements += dayFigure(account, "total_interactions", day, call);
  }
  return engagements < 100;
}

/** Links to the windows one second away from this one. They never end. */
function paging(
  account: Account,
  parameters: ReadonlyMap<string, string>,
  { since, until }: InsightsWindow,
  call: Call,
): Json {
  const length = until - since;
  const at = (from: number): string =>
    link(call, `${account.id}/insights`, [
      ...parameters,
      ["since", String(from)],
      ["until", String(from + length)],
    ]);
  return { previous: at(since - 1 - length), next: at(until + 1) };
}

function lifetimeTotals(query: UserInsightsQuery): boolean {
  return query.isTotal && query.period === "lifetime";
}

/** Totals in parts may come to a standstill when the window is longer than a year. */
function countedDays(days: readonly number[], query: UserInsightsQuery, call: Call): readonly number[] {
  const isFrozen = query.isTotal && query.breakdowns.length > 0 && days.length > 365;
  return isFrozen && call.simulation.behaviour.breakdownsOverAYear === "freeze" ? days.slice(-365) : days;
}

/** Figures of an account. */
export function userInsightsEdge(account: Account): Edge {
  return ({ call, parameters }) => {
    if (!isAble(call.grant, "insights")) throw permissionDenied();
    const query = readQuery(parameters, call);
    if (call.simulation.behaviour.emptyInsights.includes("account")) return { data: [] };
    const metrics = query.metrics.filter((metric) => !isSilent(metric, account, call));
    if (lifetimeTotals(query)) {
      return {
        data: metrics.map((metric) => totalEntry({ account, metric, query, days: [], call })),
      };
    }
    const window = readWindow(parameters, query, call);
    const days = countedDays(daysWithin(window, account, call), query, call);
    const isBeforeAll = window.until * 1000 < labelOf(account.firstInsightDay, call.simulation);
    const data = metrics.flatMap((metric) => {
      const request = { account, metric, query, days, call };
      if (query.isTotal) return isBeforeAll ? [] : [totalEntry(request)];
      return seriesEntry(request) ?? [];
    });
    return data.length === 0 ? { data } : { data, paging: paging(account, parameters, window, call) };
  };
}
