import type { InstagramAccount, PacificDay } from "@tap-instagram/core";
import type { JsonObject } from "@tap-instagram/singer";
import type { ChunkReader } from "../../sync/reading.ts";
import { dayAnswers, daysNotRead, metricsNotOffered, type WindowAnswers } from "../../walks/day-answers.ts";
import { quotaFailure } from "../shared/failures.ts";
import type { DayWindow } from "../../walks/insight-windows.ts";

/** What a stream reads of a window. */
interface WindowReading extends WindowAnswers {
  readonly rows: JsonObject[];
  /** Metrics of which the API has no figures, by what is known of the account. Default: none. */
  readonly ruledOut?: readonly string[] | undefined;
}

/** Reads windows of days, and passes by those of which the API said that there is nothing to read. */
export function overWindows(
  read: (
    days: readonly PacificDay[],
    account: InstagramAccount,
    signal: AbortSignal,
  ) => Promise<WindowReading>,
): ChunkReader<DayWindow> {
  return async (window, account, signal) => {
    if (window.said !== undefined) return { rows: [], days: daysNotRead(window) };
    const { rows, coverage, notOffered, came, ruledOut } = await read(window.days, account, signal);
    const outcomes = coverage.map(({ status, error }) =>
      status === "failed" && error ? ({ ok: false, error } as const) : undefined,
    );
    const isFailed = outcomes.every((outcome) => outcome !== undefined);
    return {
      rows,
      days: dayAnswers(coverage, ruledOut),
      metricsOfDays: came,
      lacks: metricsNotOffered(notOffered),
      allFailed: isFailed ? outcomes[0]?.error : undefined,
      failure: quotaFailure(outcomes),
    };
  };
}
