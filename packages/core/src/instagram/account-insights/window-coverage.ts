import type { GraphError } from "../../graph/errors/errors.ts";
import { utcTimestamp, utcTimestampOf } from "../fields/timestamps.ts";
import { isUnreadableTotal, type InsightEntry } from "../insights/insight-values.ts";
import { hasDays, isEmptyObject, isUnreadablePoint, numberIn, totalIn } from "./day-values.ts";
import type { AccountInsightRequest } from "./account-insight-requests.ts";
import type { MetricRequest } from "./metrics/metric-request.ts";
import {
  causeOf,
  type CellError,
  type DayCoverage,
  type KnownMetric,
  type LackingFigure,
  type RefusedMetric,
} from "./day-coverage.ts";
import type { KnownFigures } from "./known-figures.ts";
import type { PacificDay } from "./pacific-days.ts";

/** One metric of one day. */
interface Cell {
  metric: MetricRequest;
  /** `quiet`: the API named the day and said that there is nothing, as it does for `online_followers`. */
  value: "number" | "zero" | "quiet" | "none";
  /** It was answered in a form that is not a figure, or a part of it was. */
  isUnreadable?: true | undefined;
  /** The refusal of this cell, or the failure of everything around it. */
  error?: CellError | undefined;
}

/** Records what was requested about the days of a window, and what came. */
export class WindowCoverage {
  readonly #cells = new Map<string, Map<string, Cell>>();
  readonly #seriesDays = new Set<string>();
  readonly #dropped = new Map<string, RefusedMetric>();
  #hasWholeSeries = false;
  readonly #known: KnownFigures;

  /** The caller keeps `known` for all windows of an account. */
  constructor(days: readonly PacificDay[], known: KnownFigures) {
    for (const { endMs } of days) this.#cells.set(utcTimestampOf(endMs), new Map());
    this.#known = known;
  }

  expect(request: AccountInsightRequest): void {
    for (const endTime of endTimesOf(request)) {
      const cells = this.#cells.get(endTime);
      for (const metric of request.wanted)
        if (!this.#cellOf(endTime, metric)) cells?.set(this.#known.keyOf(metric), { metric, value: "none" });
    }
  }

  answered(request: AccountInsightRequest, entries: readonly InsightEntry[]): void {
    const isWholeSeries =
      !request.day && request.wanted.every(({ historyDays }) => historyDays === undefined);
    if (isWholeSeries) this.#hasWholeSeries = true;
    const asked = endTimesOf(request);
    for (const entry of entries) {
      for (const metric of request.wanted) {
        if (metric.metric !== entry.name) continue;
        if (request.day) for (const endTime of asked) this.#takeTotal(endTime, metric, entry);
        else {
          const endTimes = this.#takeSeries(entry, metric);
          if (isWholeSeries) for (const endTime of endTimes) this.#seriesDays.add(endTime);
          if (!hasDays(entry)) for (const endTime of asked) this.#unreadable(endTime, metric);
        }
      }
    }
    for (const metric of request.wanted)
      if (request.metrics.includes(metric.metric)) this.#known.answered(metric);
  }

  #takeTotal(endTime: string, metric: MetricRequest, entry: InsightEntry): void {
    this.#put(endTime, metric, totalIn(entry));
    if (isUnreadableTotal(entry)) this.#unreadable(endTime, metric);
  }

  /** Gives the `end_time` of each point that has a number. */
  #takeSeries({ values = [] }: InsightEntry, metric: MetricRequest): string[] {
    return values.flatMap(({ value, end_time }) => {
      const endTime = utcTimestamp(end_time);
      if (endTime === null) return [];
      const number = numberIn(value, metric);
      this.#put(endTime, metric, number);
      if (number === undefined && isEmptyObject(value)) this.#quiet(endTime, metric);
      if (isUnreadablePoint(value, metric)) this.#unreadable(endTime, metric);
      return number === undefined ? [] : [endTime];
    });
  }

  /** Metrics of a request that the API does not have: they are no longer expected. */
  dropped(request: AccountInsightRequest, metrics: readonly string[], error: GraphError): void {
    for (const metric of request.wanted) {
      if (!metrics.includes(metric.metric)) continue;
      const key = this.#known.keyOf(metric);
      this.#dropped.set(key, { metric: metric.metric, period: metric.period, error });
      for (const cells of this.#cells.values()) cells.delete(key);
    }
  }

  /** A part of a request without an answer: refused alone, or failed with everything around it. */
  lacks(request: AccountInsightRequest, error: GraphError, isAlone: boolean): void {
    for (const endTime of endTimesOf(request)) {
      for (const metric of request.wanted) {
        if (!request.metrics.includes(metric.metric)) continue;
        const cell = this.#cellOf(endTime, metric);
        if (cell) cell.error = { error, isAlone };
      }
    }
  }

  /** Metrics of this window that the API says it does not have. */
  get notOffered(): RefusedMetric[] {
    return [...this.#dropped.values()];
  }

  /** Metrics of this window that have figures, of its days or of those before. */
  get came(): KnownMetric[] {
    const metrics = new Map<string, KnownMetric>();
    for (const cells of this.#cells.values())
      for (const [key, { metric }] of cells)
        if (this.#known.absencesOf(metric) === undefined) metrics.set(key, nameOf(metric));
    return [...metrics.values()];
  }

  /** Every day of the window with a request, oldest first. */
  days(): DayCoverage[] {
    return [...this.#cells]
      .filter(([, cells]) => cells.size > 0)
      .map(([endTime, cells]) => this.#coverageOf(endTime, [...cells.values()]));
  }

  #coverageOf(endTime: string, cells: readonly Cell[]): DayCoverage {
    const came = cells.filter(({ value }) => value === "number" || value === "zero");
    const lacking = cells
      .filter(({ value, isUnreadable: isStrange }) => value === "none" || isStrange)
      .map((cell) => this.#lackingFigure(cell));
    const error = lacking.find((figure) => figure.error)?.error;
    if (came.length === 0) {
      const coverage = { endTime, error, lacking: [] };
      // One part that can still come is enough to wait for the day.
      if (cells.some((cell) => cell.error?.isAlone === false)) return { ...coverage, status: "failed" };
      if (lacking.some(({ cause }) => cause === "unreadable")) return { ...coverage, status: "unreadable" };
      const isQuiet = cells.every(({ metric }) => metric.mayBeEmpty === true);
      if (!error && isQuiet) return { endTime, lacking, status: "quiet" };
      return { ...coverage, status: error ? "refused" : "empty" };
    }
    if (this.#isZero(endTime, came) && lacking.every(({ cause }) => cause === "empty"))
      return { endTime, status: "zero", lacking: [] };
    const isPartly = lacking.some(
      ({ cause, absences, mayBeEmpty }) =>
        cause === "failed" ||
        cause === "unreadable" ||
        (absences === undefined && !(mayBeEmpty && cause === "empty")),
    );
    return { endTime, error, lacking, status: isPartly ? "partly" : "read" };
  }

  #isZero(endTime: string, came: readonly Cell[]): boolean {
    const isUnknownToSeries = this.#hasWholeSeries && !this.#seriesDays.has(endTime);
    return isUnknownToSeries && came.every(({ value }) => value === "zero");
  }

  #lackingFigure(cell: Cell): LackingFigure {
    const { metric, error } = cell;
    return {
      ...nameOf(metric),
      cause: causeOf(cell),
      error: error?.error,
      absences: this.#known.absencesOf(metric),
    };
  }

  #cellOf(endTime: string, metric: MetricRequest): Cell | undefined {
    return this.#cells.get(endTime)?.get(this.#known.keyOf(metric));
  }

  #quiet(endTime: string, metric: MetricRequest): void {
    const cell = this.#cellOf(endTime, metric);
    if (cell?.value === "none" && metric.mayBeEmpty) cell.value = "quiet";
  }

  #unreadable(endTime: string, metric: MetricRequest): void {
    const cell = this.#cellOf(endTime, metric);
    if (cell) cell.isUnreadable = true;
  }

  #put(endTime: string, metric: MetricRequest, value: number | undefined): void {
    const cell = this.#cellOf(endTime, metric);
    if (!cell || value === undefined) return;
    cell.value = value === 0 ? "zero" : "number";
    this.#known.came(metric);
  }
}

function endTimesOf({ day, days = [] }: AccountInsightRequest): string[] {
  return (day ? [day] : days).map(({ endMs }) => utcTimestampOf(endMs));
}

function nameOf({ metric, period, breakdowns, mayBeEmpty = false }: MetricRequest): KnownMetric {
  return { metric, period, breakdowns, mayBeEmpty };
}
