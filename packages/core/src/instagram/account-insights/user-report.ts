import type { GraphClient } from "../../graph/client.ts";
import type { GraphError } from "../../graph/errors/errors.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import { repairAtEdge } from "./history-limit.ts";
import { answersOf } from "../insights/ask-insights.ts";
import { cellsOf, type InsightCell } from "../insights/insight-cells.ts";
import { repairBrokenDown } from "../insights/insight-request.ts";
import type { MetricRequest } from "./metric-request.ts";
import type { PacificDay } from "./pacific-days.ts";
import { isOfUnknownMetric, RefusalMemory } from "../insights/refusal-memory.ts";
import { utcTimestampOf } from "../fields/timestamps.ts";
import {
  questionsForSnapshot,
  questionsForWindow,
  type AccountInsightRequest,
} from "./user-insight-questions.ts";

/** What to ask of accounts. */
export interface UserReportOptions {
  /** The metrics, each with its breakdown. Those alike in all but the name go into one call. */
  metrics: readonly MetricRequest[];
  /** Milliseconds since the epoch. Some metrics reach only 30 days back from it. */
  nowMs: number;
  /** Told once of each metric that the API refuses, or silently leaves out. */
  onMissingMetrics?: (metrics: readonly string[], why: "refused" | "silently-absent") => void;
  /** What to do where the API refuses every metric there is. Default: the report is empty. */
  whenAllAreRefused?: "fail" | "leave-out";
}

/** One number of a report. */
export interface ReportCell extends InsightCell {
  /** What was asked for: `follow_type`, `age,gender`; `undefined` for what is not split. */
  breakdown: string | undefined;
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
 * import { createGraphClient, createUserReportReader, metricRequestOf } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const byCountry = metricRequestOf({
 *   metric: "follower_demographics",
 *   period: "lifetime",
 *   breakdown: "country",
 * });
 * const report = createUserReportReader(graph, { metrics: [byCountry], nowMs: Date.now() });
 * for (const { dimensions, value } of await report.readSnapshot({ id: "17841400000000001" })) {
 *   console.log(dimensions["country"], value); // SE 8123
 * }
 * ```
 */
export function createUserReportReader(graph: GraphClient, options: UserReportOptions): UserReportReader {
  const memory = new RefusalMemory<string>();
  const accountsAnswered = new Set<string>();
  /** By metric, and by account where it is the account's alone. */
  const refusals = new Map<string, GraphError>();
  const told = new Set<string>();

  const tell = (metrics: readonly string[], why: "refused" | "silently-absent") => {
    const news = metrics.filter((metric) => !told.has(metric));
    for (const metric of news) told.add(metric);
    if (news.length > 0) options.onMissingMetrics?.(news, why);
  };

  const failIfAllAreRefused = ({ id }: Pick<InstagramAccount, "id">) => {
    if (options.whenAllAreRefused !== "fail" || accountsAnswered.has(id)) return;
    const errors = options.metrics.map(
      ({ metric }) => refusals.get(metric) ?? refusals.get(`${id} ${metric}`),
    );
    if (errors[0] && errors.every((error) => error !== undefined)) throw errors[0];
  };

  const read = async (
    account: Pick<InstagramAccount, "id">,
    questionsOf: (metrics: readonly MetricRequest[]) => AccountInsightRequest[],
    signal?: AbortSignal,
  ): Promise<ReportCell[]> => {
    failIfAllAreRefused(account);
    const allowed = options.metrics.filter((request) =>
      memory.allows(request.metric, account.id, placeOf(request)),
    );
    const answers = await answersOf<AccountInsightRequest>(graph, account, questionsOf(allowed), {
      repair: (question, error) =>
        repairAtEdge(question, error, options.nowMs) ?? repairBrokenDown(question, error),
      onAnswered: ({ metrics, wanted }) => {
        accountsAnswered.add(account.id);
        memory.accepted(metrics, account.id, placeOf(wanted[0]));
      },
      onRefused: ({ wanted }, metrics, error) => {
        for (const metric of metrics)
          refusals.set(isOfUnknownMetric(error) ? metric : `${account.id} ${metric}`, error);
        memory.refused(metrics, account.id, placeOf(wanted[0]), error);
        tell(metrics, "refused");
      },
      signal,
    });
    failIfAllAreRefused(account);
    return answers.flatMap(({ question: { metrics, wanted, day }, entries }) => {
      const named = new Set(entries.map(({ name }) => name));
      // An empty answer is "no data"; one that has some of the metrics has dropped the others.
      if (named.size > 0)
        tell(
          metrics.filter((metric) => !named.has(metric)),
          "silently-absent",
        );
      const { breakdown, timeframe } = wanted[0] ?? {};
      return entries.flatMap((entry) =>
        cellsOf(entry, breakdown).map((cell) => ({
          ...cell,
          endTime: day ? utcTimestampOf(day.endMs) : cell.endTime,
          breakdown,
          timeframe,
        })),
      );
    });
  };

  return {
    readWindow: async (account, days, signal) => {
      const cells = await read(
        account,
        (metrics) => questionsForWindow(account.id, days, metrics, options.nowMs),
        signal,
      );
      // What does not say which day it is of is of none.
      return cells.filter(({ endTime }) => endTime !== null).toSorted(byEndTime);
    },
    readSnapshot: (account, signal) =>
      read(account, (metrics) => questionsForSnapshot(account.id, metrics), signal),
  };
}

/** Where a refusal holds: a metric may well take one breakdown and refuse another. */
function placeOf(request: Omit<MetricRequest, "metric"> | undefined): string {
  return [request?.kind, request?.period, request?.breakdown, request?.timeframe].join(" ");
}

function byEndTime({ endTime: a }: ReportCell, { endTime: b }: ReportCell): number {
  if (a === b) return 0;
  return (a ?? "") < (b ?? "") ? -1 : 1;
}
