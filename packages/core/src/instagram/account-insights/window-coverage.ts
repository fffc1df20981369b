import type { GraphError } from "../../graph/errors/errors.ts";
import { utcTimestamp, utcTimestampOf } from "../fields/timestamps.ts";
import { byHour, singleValue, type InsightEntry } from "../insights/insight-values.ts";
import type { AccountInsightRequest } from "./account-insight-requests.ts";
import type { MetricRequest } from "./metrics/metric-request.ts";
import type { PacificDay } from "./pacific-days.ts";

/**
 * The result of one day. `read`: every figure came. `partly`: some figures came, but not one that other days have.
 * `zero`: every total is 0 and no series has a point, as before the account existed. `empty`: an answer without numbers.
 * `quiet`: the same, when that is normal for everything requested. `refused`: refused, when other days are answered.
 * `failed`: no answer, as for other days.
 */
export type DayStatus = "read" | "partly" | "zero" | "empty" | "quiet" | "refused" | "failed";

/** One day of a window, and the result of its requests. */
export interface DayCoverage {
  /** The day's `end_time`, as `2026-07-02T07:00:00Z`. */
  endTime: string;
  status: DayStatus;
  /** The error, when the API refused something or did not answer. */
  error?: GraphError | undefined;
  /** Metrics that came for other days but not for this one. */
  lacking: readonly string[];
}

/** One metric of one day. */
interface Cell {
  metric: MetricRequest;
  value: "number" | "zero" | "none";
  /** The refusal of this cell, or the failure of everything around it. */
  error?: { error: GraphError; isAlone: boolean } | undefined;
}

/** Records what was requested about the days of a window, and what came. */
export class WindowCoverage {
  readonly #cells = new Map<string, Map<string, Cell>>();
  readonly #seriesDays = new Set<string>();
  #hasWholeSeries = false;
  /** Metrics that had a number on any day of the account, by {@link keyOf}. */
  readonly #alive: Set<string>;

  /** The caller keeps `alive` for all windows of an account. */
  constructor(days: readonly PacificDay[], alive: Set<string>) {
    for (const { endMs } of days) this.#cells.set(utcTimestampOf(endMs), new Map());
    this.#alive = alive;
  }

  expect(request: AccountInsightRequest): void {
    for (const endTime of endTimesOf(request)) {
      const cells = this.#cells.get(endTime);
      for (const metric of request.wanted)
        if (!cells?.has(keyOf(metric))) cells?.set(keyOf(metric), { metric, value: "none" });
    }
  }

  answered(request: AccountInsightRequest, entries: readonly InsightEntry[]): void {
    const isWholeSeries =
      !request.day && request.wanted.every(({ historyDays }) => historyDays === undefined);
    if (isWholeSeries) this.#hasWholeSeries = true;
    for (const entry of entries) {
      for (const metric of request.wanted.filter((one) => one.metric === entry.name)) {
        if (request.day) this.#put(utcTimestampOf(request.day.endMs), metric, totalIn(entry));
        else
          for (const { value, end_time } of entry.values ?? []) {
            const endTime = utcTimestamp(end_time);
            const number = numberIn(value);
            if (endTime === null || number === undefined) continue;
            if (isWholeSeries) this.#seriesDays.add(endTime);
            this.#put(endTime, metric, number);
          }
      }
    }
  }

  /** Metrics of a request that the API does not have: they are no longer expected. */
  dropped(request: AccountInsightRequest, metrics: readonly string[]): void {
    for (const cells of this.#cells.values()) {
      for (const metric of request.wanted) if (metrics.includes(metric.metric)) cells.delete(keyOf(metric));
    }
  }

  /** A part of a request without an answer: refused alone, or failed with everything around it. */
  lacks(request: AccountInsightRequest, error: GraphError, isAlone: boolean): void {
    for (const endTime of endTimesOf(request)) {
      for (const metric of request.wanted) {
        if (!request.metrics.includes(metric.metric)) continue;
        const cell = this.#cells.get(endTime)?.get(keyOf(metric));
        if (cell) cell.error = { error, isAlone };
      }
    }
  }

  /** Every day of the window with a request, oldest first. */
  days(): DayCoverage[] {
    return [...this.#cells]
      .filter(([, cells]) => cells.size > 0)
      .map(([endTime, cells]) => this.#coverageOf(endTime, [...cells.values()]));
  }

  #coverageOf(endTime: string, cells: readonly Cell[]): DayCoverage {
    const came = cells.filter(({ value }) => value !== "none");
    const lacking = cells.filter((cell) => this.#isLacking(cell));
    const error = lacking.find((cell) => cell.error)?.error;
    const coverage = {
      endTime,
      error: error?.error,
      lacking: came.length === 0 ? [] : [...new Set(lacking.map(({ metric }) => metric.metric))],
    };
    if (came.length === 0) {
      // One part that can still come is enough to wait for the day.
      if (lacking.some((cell) => cell.error?.isAlone === false)) return { ...coverage, status: "failed" };
      const isQuiet = cells.every(({ metric }) => metric.mayBeEmpty === true);
      return { ...coverage, status: error ? "refused" : isQuiet ? "quiet" : "empty" };
    }
    if (lacking.length > 0) return { ...coverage, status: "partly" };
    const isZero = came.every(({ value }) => value === "zero");
    const isUnknownToSeries = this.#hasWholeSeries && !this.#seriesDays.has(endTime);
    return { ...coverage, status: isZero && isUnknownToSeries ? "zero" : "read" };
  }

  #isLacking({ metric, value, error }: Cell): boolean {
    if (value !== "none") return false;
    return error !== undefined || (metric.mayBeEmpty !== true && this.#alive.has(keyOf(metric)));
  }

  #put(endTime: string, metric: MetricRequest, value: number | undefined): void {
    const cell = this.#cells.get(endTime)?.get(keyOf(metric));
    if (!cell || value === undefined) return;
    cell.value = value === 0 ? "zero" : "number";
    this.#alive.add(keyOf(metric));
  }
}

function endTimesOf({ day, days = [] }: AccountInsightRequest): string[] {
  return (day ? [day] : days).map(({ endMs }) => utcTimestampOf(endMs));
}

/** A metric with its period and breakdowns: `reach` has three periods. */
function keyOf({ metric, shape, period, breakdowns, timeframe }: MetricRequest): string {
  return JSON.stringify([metric, shape, period, breakdowns, timeframe]);
}

function numberIn(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  const hours = byHour(value);
  return hours.length > 0 ? Math.max(...hours.map(([, count]) => count)) : undefined;
}

/** The total, or its largest part. A breakdown without parts means that all parts are zero. */
function totalIn(entry: InsightEntry): number | undefined {
  const breakdowns = entry.total_value?.breakdowns ?? [];
  const parts = breakdowns.flatMap(({ results = [] }) => results.map(({ value }) => value));
  return singleValue(entry) ?? (breakdowns.length > 0 ? Math.max(0, ...parts) : undefined);
}
