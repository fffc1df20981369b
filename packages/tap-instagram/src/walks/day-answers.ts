import { utcTimestampOf, type UserReportReader } from "@tap-instagram/core";
import type { DayAnswer } from "../book/days/day-answer.ts";
import { lackOf, reasonOf, reasonOfFailure, refusalOf } from "../book/reason-of.ts";
import type { Lack } from "../book/thing.ts";
import type { DayWindow } from "./insight-windows.ts";

/** What became of everything that was asked about the days of a window. */
export type WindowAnswers = Pick<
  Awaited<ReturnType<UserReportReader["readWindow"]>>,
  "coverage" | "notOffered" | "came"
>;

/**
 * What the API said of each day that was asked about.
 *
 * @param ruledOut Metrics of which the API has no figures, by what is known of the account.
 */
export function dayAnswers(
  coverage: WindowAnswers["coverage"],
  ruledOut: readonly string[] = [],
): DayAnswer[] {
  return coverage.map(({ endTime, status, error, lacking }) => ({
    endTime,
    status,
    reason: error && reasonOf(error),
    refusal: error && refusalOf(error),
    lacking: lacking.map(({ error: ofMetric, ...metric }) => ({
      ...metric,
      reason: ofMetric && reasonOfFailure(ofMetric),
      refusal: ofMetric && refusalOf(ofMetric),
      isRuledOut: ruledOut.includes(metric.metric),
    })),
  }));
}

/** Metrics that the API does not have, by its own words. */
export function metricsNotOffered(refused: WindowAnswers["notOffered"]): Lack[] {
  return refused.map(({ metric, period, error }) =>
    lackOf({ kind: "metric", metric, variant: period === "day" ? undefined : period }, error, "refused-name"),
  );
}

/** The same for a window of which the API said as a whole that there is nothing to read. */
export function daysNotRead({ days, said }: DayWindow): DayAnswer[] {
  return days.map(({ endMs }) => ({
    endTime: utcTimestampOf(endMs),
    status: said === "zero" ? "zero" : "empty",
  }));
}
