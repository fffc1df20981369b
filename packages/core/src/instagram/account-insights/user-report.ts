import type { GraphClient } from "../../graph/client.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import { utcTimestampOf } from "../fields/timestamps.ts";
import type { InsightAnswer } from "../insights/ask-insights.ts";
import { cellsOf, type InsightCell } from "../insights/insight-cells.ts";
import {
  requestsForSnapshot,
  requestsForWindow,
  type AccountInsightRequest,
} from "./account-insight-requests.ts";
import { AccountAsker, type MissingReason } from "./account-asker.ts";
import type { MetricRequest } from "./metrics/metric-request.ts";
import type { PacificDay } from "./pacific-days.ts";

/** What to ask of accounts. */
export interface UserReportOptions {
  /** The metrics, each with its breakdowns. Those alike in all but the name go into one call. */
  metrics: readonly MetricRequest[];
  /** Milliseconds since the epoch. Some metrics reach only 30 days back from it. */
  nowMs: number;
  /** Told once of each metric that the API refuses, or silently leaves out. */
  onMissingMetrics?: ((metrics: readonly string[], why: MissingReason) => void) | undefined;
  /** What to do where the API refuses every metric there is. Default: the report is empty. */
  whenAllAreRefused?: "fail" | "leave-out" | undefined;
}

/** One number of a report. */
export interface ReportCell extends InsightCell {
  /** Dimensions it was asked to be split by: `["age", "gender"]`; `undefined` for what is not split. */
  breakdowns: readonly string[] | undefined;
  timeframe: string | undefined;
}

/** Reads any selection of account metrics, number by number. */
export interface UserReportReader {
  /**
   * The numbers of a window of days, 30 at the most; each says by its `endTime` which day it is of. Series cost one call
   * per window, totals one call per day and breakdown.
   *
   * @throws GraphError when any part of the window failed: a window is whole or not at all.
   */
  readWindow(
    account: Pick<InstagramAccount, "id">,
    days: readonly PacificDay[],
    signal?: AbortSignal,
  ): Promise<ReportCell[]>;
  /** How things stand now; one call per breakdown and timeframe. `endTime` is null. @throws GraphError as above. */
  readSnapshot(account: Pick<InstagramAccount, "id">, signal?: AbortSignal): Promise<ReportCell[]>;
}

/**
 * Makes a reader of account metrics; it remembers through its life which of them the API refuses.
 * https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights
 *
 * @example
 * ```ts
 * import { createGraphClient, createUserReportReader } from "@tap-instagram/core";
 * import { metricRequestOf } from "@tap-instagram/core/matrix";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const byCountry = metricRequestOf({
 *   metric: "follower_demographics",
 *   period: "lifetime",
 *   breakdowns: ["country"],
 * });
 * const report = createUserReportReader(graph, { metrics: [byCountry], nowMs: Date.now() });
 * for (const { dimensions, value } of await report.readSnapshot({ id: "17841400000000001" })) {
 *   console.log(dimensions["country"], value); // SE 8123
 * }
 * ```
 */
export function createUserReportReader(graph: GraphClient, options: UserReportOptions): UserReportReader {
  const asker = new AccountAsker(graph, options);
  return {
    readWindow: async (account, days, signal) => {
      const answers = await asker.ask(
        account,
        (metrics) => requestsForWindow(account.id, days, metrics, options.nowMs),
        signal,
      );
      // What does not say which day it is of is of none.
      const cells = answers.flatMap(reportCells).filter(({ endTime }) => endTime !== null);
      return cells.toSorted(byEndTime);
    },
    readSnapshot: async (account, signal) => {
      const answers = await asker.ask(account, (metrics) => requestsForSnapshot(account.id, metrics), signal);
      return answers.flatMap(reportCells);
    },
  };
}

function reportCells({ request, entries }: InsightAnswer<AccountInsightRequest>): ReportCell[] {
  const { wanted, day } = request;
  const { breakdowns, timeframe } = wanted[0] ?? {};
  return entries.flatMap((entry) =>
    cellsOf(entry, breakdowns).map((cell) => ({
      ...cell,
      endTime: day ? utcTimestampOf(day.endMs) : cell.endTime,
      breakdowns,
      timeframe,
    })),
  );
}

function byEndTime({ endTime: a }: ReportCell, { endTime: b }: ReportCell): number {
  if (a === b) return 0;
  return (a ?? "") < (b ?? "") ? -1 : 1;
}
