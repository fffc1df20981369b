import type { DayCoverage, DayStatus } from "@tap-instagram/core";
import type { Reason } from "../reasons.ts";
import type { Refusal } from "../thing.ts";

type LackingFigure = DayCoverage["lacking"][number];

/** One day, and what the API said of it. */
export interface DayAnswer {
  /** The day's `end_time`, as `2026-07-02T07:00:00Z`. */
  readonly endTime: string;
  readonly status: DayStatus;
  /** Why it failed, and what the API said, where it refused the day or did not answer. */
  readonly reason?: Reason | undefined;
  readonly refusal?: Refusal | undefined;
  /** Metrics that did not come, where others did. */
  readonly lacking?: readonly LackingMetricOfDay[] | undefined;
}

/** A metric that did not come for a day, although others did. */
export interface LackingMetricOfDay extends Pick<
  LackingFigure,
  "metric" | "period" | "breakdowns" | "cause" | "absences" | "mayBeEmpty"
> {
  /** Why it failed, where the API refused it or did not answer. */
  readonly reason?: Reason | undefined;
  readonly refusal?: Refusal | undefined;
  /** Whether what is known of the account says that the API has no such figure of it. */
  readonly isRuledOut?: boolean | undefined;
}

/** How a day ends: delivered, or not for a reason. */
export type DayEnding = "delivered" | Reason;

/** How a metric of a day ends that did not come. */
export interface MetricEnding {
  readonly metric: string;
  readonly period: LackingFigure["period"];
  readonly reason: Reason;
  readonly refusal?: Refusal | undefined;
}
