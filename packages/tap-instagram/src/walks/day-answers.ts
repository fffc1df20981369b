import type { DayCoverage } from "@tap-instagram/core";
import { utcTimestampOf } from "@tap-instagram/core";
import type { DayAnswer } from "../book/day-ledger.ts";
import { reasonOf, refusalOf } from "../book/reason-of.ts";
import type { DayWindow } from "./insight-windows.ts";

/** What the API said of each day that was asked about. */
export function dayAnswers(coverage: readonly DayCoverage[]): DayAnswer[] {
  return coverage.map(({ endTime, status, error }) => ({
    endTime,
    status,
    reason: error && reasonOf(error),
    refusal: error && refusalOf(error),
  }));
}

/** The same for a window of which the API said as a whole that there is nothing to read. */
export function daysNotRead({ days, said }: DayWindow): DayAnswer[] {
  return days.map(({ endMs }) => ({
    endTime: utcTimestampOf(endMs),
    status: said === "zero" ? "zero" : "empty",
  }));
}
