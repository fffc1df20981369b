import type { GraphError } from "../../graph/errors/errors.ts";
import type { MetricRequest } from "./metrics/metric-request.ts";

/**
 * The result of one day. `read`: figures came. `partly`: some figures came, but not one that other days have. `zero`:
 * every total is 0 and no series has a point, as before the account existed. `empty`: an answer without numbers. `quiet`:
 * the same, when that is normal for everything requested. `unreadable`: an answer in a form that is not a number.
 * `refused`: refused, when other days are answered. `failed`: no answer, as for other days.
 */
export type DayStatus = "read" | "partly" | "zero" | "empty" | "unreadable" | "quiet" | "refused" | "failed";

/** One day of a window, and the result of its requests. */
export interface DayCoverage {
  /** The day's `end_time`, as `2026-07-02T07:00:00Z`. */
  endTime: string;
  status: DayStatus;
  /** The error, when the API refused something or did not answer. */
  error?: GraphError | undefined;
  /** Metrics that did not come for this day, when others did, or when it is quiet. Not those that the API said are empty. */
  lacking: readonly LackingFigure[];
}

/** A metric that was requested and did not come for a day. */
export interface LackingFigure {
  metric: string;
  /** `reach` is asked for with three of them. */
  period: MetricRequest["period"];
  breakdowns?: readonly string[] | undefined;
  /**
   * `empty`: answered without a number. `unreadable`: answered in a form that is not a number, or with such a part.
   * `refused`: it is refused, and others are not. `failed`: not answered.
   */
  cause: "empty" | "unreadable" | "refused" | "failed";
  error?: GraphError | undefined;
  /** Whether an empty answer is ordinary: for an account that is too small, or on some days. */
  mayBeEmpty: boolean;
  /**
   * `undefined` when other days have the metric: then it is missing here. Otherwise the number of answers in a row
   * without it. Many of them mean that the API does not have the metric for these days.
   */
  absences: number | undefined;
}

/** A metric that came, of whatever day. */
export type KnownMetric = Pick<LackingFigure, "metric" | "period" | "breakdowns" | "mayBeEmpty">;

/** A metric that the API says it does not have. */
export interface RefusedMetric {
  metric: string;
  period: MetricRequest["period"];
  error: GraphError;
}

/** The refusal of one metric of a day, or the failure of everything around it. */
export interface CellError {
  error: GraphError;
  /** Only this metric, or this day, is refused. */
  isAlone: boolean;
}

/** Why a metric of a day lacks. */
export function causeOf({
  error,
  isUnreadable,
}: {
  error?: CellError | undefined;
  isUnreadable?: true | undefined;
}): LackingFigure["cause"] {
  if (isUnreadable) return "unreadable";
  if (error === undefined) return "empty";
  return error.isAlone && error.error.kind !== "transient" ? "refused" : "failed";
}
