import type { GraphError } from "../../errors/graph-error.ts";
import { incompatibleBreakdowns, invalidParameter, unknownError } from "../../errors/refusals.ts";
import type { Call } from "../../graph/node.ts";
import { namesOf, oneOf } from "../metric-names.ts";
import {
  metricTypes,
  retiredTimeframes,
  knownPeriods,
  timeframes,
  userBreakdowns,
  userMetrics,
  type UserMetric,
} from "./metric-table.ts";

/** A question the endpoint accepts. */
export interface UserInsightsQuery {
  readonly metrics: readonly string[];
  readonly period: string;
  readonly isTotal: boolean;
  readonly breakdowns: readonly string[];
  readonly timeframe: string | undefined;
}

type Parameters = ReadonlyMap<string, string>;

export function metricOf(name: string): UserMetric {
  const metric = userMetrics[name];
  if (metric === undefined) throw new RangeError(`No user metric is called "${name}"`);
  return metric;
}

function checkPeriods(
  metrics: readonly string[],
  period: string,
  periodsOf: (metric: UserMetric) => string[],
): void {
  for (const name of metrics) {
    if (periodsOf(metricOf(name)).includes(period)) continue;
    throw invalidParameter(`The following periods (${period}) are incompatible with the metric (${name})`);
  }
}

/** The metrics that are answered in this type; refuses, or drops, the others. */
function ofType(metrics: readonly string[], type: string | undefined, call: Call): readonly string[] {
  const wanted = type === "total_value" ? "total" : "series";
  const misfits = metrics.filter((name) => metricOf(name)[wanted].length === 0);
  if (misfits.length === 0) return metrics;
  if (type !== undefined) {
    const noun = misfits.length === 1 ? "metric" : "metrics";
    const verb = misfits.length === 1 ? "is" : "are";
    throw invalidParameter(
      `The following ${noun} (${misfits.join(",")}) ${verb} incompatible with the metric type (${type})`,
    );
  }
  if (call.host === "instagram" && call.simulation.behaviour.totalMetricsWithoutMetricType === "drop") {
    return metrics.filter((name) => !misfits.includes(name));
  }
  throw invalidParameter(
    `The following metrics (${misfits.join(",")}) should be specified with parameter metric_type=total_value`,
  );
}

function isBrokenDown(metric: UserMetric, breakdowns: readonly string[]): boolean {
  if (breakdowns.some((breakdown) => !metric.breakdowns.includes(breakdown))) return false;
  if (metric.shape !== "demographics" || breakdowns.length < 2) return true;
  return breakdowns.toSorted().join(",") === "age,gender";
}

function checkBreakdowns(
  metrics: readonly string[],
  breakdowns: readonly string[],
  isTotal: boolean,
  call: Call,
): void {
  for (const name of metrics) {
    if (isTotal && isBrokenDown(metricOf(name), breakdowns)) continue;
    if (isTotal && breakdowns.includes("media_product_type")) {
      if (name === "follows_and_unfollows") throw unknownError();
      if (name === "replies") throw invalidParameter("An unknown error has occurred");
    }
    throw incompatibleBreakdowns(breakdowns.join(", "), name, call.simulation.behaviour);
  }
}

function checkTimeframe(metrics: readonly string[], timeframe: string | undefined, call: Call): void {
  const { olderTimeframes, missingTimeframe } = call.simulation.behaviour;
  const known = olderTimeframes === "serve" ? [...timeframes, ...retiredTimeframes] : timeframes;
  oneOf("timeframe", timeframe, known);
  const needy = metrics.find((name) => /^(engaged|reached)_audience_demographics$/.test(name));
  if (timeframe === undefined && needy !== undefined && missingTimeframe === "refuse") {
    throw invalidParameter(`The parameter timeframe is required for the metric (${needy})`);
  }
}

function asksRemoved(names: readonly string[], call: Call): GraphError | undefined {
  const removed = call.simulation.world.removedMetrics.user;
  const index = names.findIndex((name) => removed.has(name));
  if (index < 0) return undefined;
  const known = Object.keys(userMetrics).filter((name) => !removed.has(name));
  return invalidParameter(`metric[${index}] must be one of the following values: ${known.join(", ")}`);
}

/** Reads and checks the parameters; throws the refusal the API words. */
export function readQuery(parameters: Parameters, call: Call): UserInsightsQuery {
  const names = namesOf("metric", parameters.get("metric"), Object.keys(userMetrics));
  const removed = asksRemoved(names, call);
  if (removed !== undefined) throw removed;
  const period = parameters.get("period");
  if (period === undefined || period === "") throw invalidParameter("the parameter period is required");
  oneOf("period", period, knownPeriods);
  const type = parameters.get("metric_type");
  oneOf("metric_type", type, metricTypes);
  const breakdown = parameters.get("breakdown");
  const breakdowns = breakdown === undefined ? [] : namesOf("breakdown", breakdown, userBreakdowns);

  checkPeriods(names, period, (metric) => [...metric.series, ...metric.total]);
  const metrics = ofType(names, type, call);
  const isTotal = type === "total_value";
  checkPeriods(metrics, period, (metric) => [...(isTotal ? metric.total : metric.series)]);
  if (breakdowns.length > 0) checkBreakdowns(metrics, breakdowns, isTotal, call);
  const timeframe = parameters.get("timeframe");
  checkTimeframe(metrics, timeframe, call);
  return { metrics, period, isTotal, breakdowns, timeframe };
}
