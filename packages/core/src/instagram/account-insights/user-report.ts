import type { GraphClient } from "../../graph/client.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import { utcTimestampOf } from "../fields/timestamps.ts";
import { isUnreadableTotal, type InsightEntry } from "../insights/insight-values.ts";
import type { GraphError } from "../../graph/errors/errors.ts";
import { cellsOf, type InsightCell } from "../insights/insight-cells.ts";
import {
  requestsForSnapshot,
  requestsForWindow,
  type AccountInsightRequest,
} from "./account-insight-requests.ts";
import { AccountAsker, type MissingReason } from "./account-asker.ts";
import type { MetricRequest } from "./metrics/metric-request.ts";
import { Coverages, withinHistory, type WindowAnswers } from "./coverages.ts";
import type { PacificDay } from "./pacific-days.ts";

/** What to read of accounts. */
export interface UserReportOptions {
  /** The metrics, each with its breakdowns. Metrics that differ only in their name share a call. */
  metrics: readonly MetricRequest[];
  /** Milliseconds since the epoch. Some metrics go back only 30 days from it. */
  nowMs: number;
  /** Called once for each metric that the API refuses or leaves out without an error. */
  onMissingMetrics?: ((metrics: readonly string[], why: MissingReason) => void) | undefined;
  /** What to do when the API refuses every metric. Default: the report is empty. */
  whenAllAreRefused?: "fail" | "leave-out" | undefined;
}

/** One figure of a report. */
export interface ReportCell extends InsightCell {
  /** The dimensions of the request: `["age", "gender"]`; `undefined` without a breakdown. */
  breakdowns: readonly string[] | undefined;
  timeframe: string | undefined;
}

/** Reads any account metrics, figure by figure. */
export interface UserReportReader {
  /**
   * The figures of a window of at most 30 days, and the result of every day; `endTime` says which day a figure belongs to.
   * A series costs one call per window, totals cost one call per day and breakdown.
   */
  readWindow(
    account: Pick<InstagramAccount, "id">,
    days: readonly PacificDay[],
    signal?: AbortSignal,
  ): Promise<{ cells: ReportCell[] } & WindowAnswers>;
  /** The figures of now, for one call per breakdown and timeframe. `endTime` is null. */
  readSnapshot(
    account: Pick<InstagramAccount, "id">,
    signal?: AbortSignal,
  ): Promise<{ cells: ReportCell[]; parts: SnapshotPart[] }>;
}

/** The result of one request of a snapshot: one breakdown and timeframe of a metric. */
export interface SnapshotPart {
  metric: string;
  breakdowns: readonly string[] | undefined;
  timeframe: string | undefined;
  /**
   * `empty`: an answer without numbers. `unreadable`: an answer in a form that is no number, or with such a part.
   * `refused`: only this one. `failed`: no answer, as for the others.
   */
  status: "read" | "empty" | "unreadable" | "refused" | "failed";
  error?: GraphError | undefined;
}

/**
 * Makes a reader of account metrics. It remembers which of them the API refuses.
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
 * const { cells } = await report.readSnapshot({ id: "17841400000000001" });
 * for (const { dimensions, value } of cells) {
 *   console.log(dimensions["country"], value); // SE 8123
 * }
 * ```
 */
export function createUserReportReader(graph: GraphClient, options: UserReportOptions): UserReportReader {
  const asker = new AccountAsker(graph, options);
  const coverages = new Coverages();
  return {
    readWindow: async (account, days, signal) => {
      const cells: ReportCell[] = [];
      const coverage = coverages.open(account.id, days);
      await asker.ask(
        account,
        (metrics) => requestsForWindow(account.id, days, metrics, options.nowMs),
        {
          asked: (request) => coverage.expect(request),
          answered: (request, entries) => {
            coverage.answered(request, entries);
            cells.push(...reportCells(request, entries));
          },
          dropped: (request, names, error) => coverage.dropped(request, names, error),
          lacks: (request, error, isAlone) => coverage.lacks(request, error, isAlone),
        },
        signal,
      );
      return {
        // A figure without a day belongs to no day of the window.
        cells: cells.filter(({ endTime }) => endTime !== null).toSorted(byEndTime),
        coverage: withinHistory(coverage.days(), options.nowMs),
        notOffered: coverage.notOffered,
        came: coverage.came,
      };
    },
    readSnapshot: async (account, signal) => {
      const cells: ReportCell[] = [];
      const parts: SnapshotPart[] = [];
      const partsOf = (request: AccountInsightRequest, part: Pick<SnapshotPart, "status" | "error">) => {
        const { breakdowns, timeframe } = request.wanted[0] ?? {};
        parts.push(...request.metrics.map((metric) => ({ metric, breakdowns, timeframe, ...part })));
      };
      await asker.ask(
        account,
        (metrics) => requestsForSnapshot(account.id, metrics),
        {
          answered: (request, entries) => {
            const found = reportCells(request, entries);
            cells.push(...found);
            for (const metric of request.metrics) {
              const isRead = found.some((cell) => cell.metric === metric);
              const isStrange = entries.some((entry) => entry.name === metric && isUnreadableTotal(entry));
              const status = isStrange ? "unreadable" : isRead ? "read" : "empty";
              partsOf({ ...request, metrics: [metric] }, { status });
            }
          },
          lacks: (request, error, isAlone) =>
            partsOf(request, { status: isAlone ? "refused" : "failed", error }),
        },
        signal,
      );
      return { cells, parts };
    },
  };
}

function reportCells(
  { metrics, wanted, day }: AccountInsightRequest,
  entries: readonly InsightEntry[],
): ReportCell[] {
  const { breakdowns, timeframe } = wanted[0] ?? {};
  const endOfDay = day && utcTimestampOf(day.endMs);
  const asked = entries.filter(({ name }) => metrics.includes(name));
  return asked.flatMap((entry) =>
    cellsOf(entry, breakdowns).map((cell) => ({
      ...cell,
      endTime: endOfDay ?? cell.endTime,
      breakdowns,
      timeframe,
    })),
  );
}

function byEndTime({ endTime: a }: ReportCell, { endTime: b }: ReportCell): number {
  if (a === b) return 0;
  return (a ?? "") < (b ?? "") ? -1 : 1;
}
