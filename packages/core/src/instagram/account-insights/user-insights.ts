import type { GraphClient } from "../../graph/client.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import { utcTimestamp, utcTimestampOf } from "../fields/timestamps.ts";
import { byHour, isNumber, singleValue, splitBy, type InsightEntry } from "../insights/insight-values.ts";
import { requestsForWindow, type AccountInsightRequest } from "./account-insight-requests.ts";
import { AccountAsker, type MissingReason } from "./account-asker.ts";
import { Coverages, withinHistory } from "./coverages.ts";
import type { PacificDay } from "./pacific-days.ts";
import type { WindowAnswers } from "./coverages.ts";
import { userMetrics, type UserMetric } from "./metrics/user-metrics.ts";

/** A figure of one day: a count, or a count per hour for `online_followers`. */
export type DayFigure = number | { [hour: string]: number };

/** The figures of an account for one day. A figure without a value is absent, not zero. */
export interface DayFigures {
  /** The API's `end_time`, the midnight in California that ends the day: `2026-07-02T07:00:00Z`. */
  endTime: string;
  figures: { [figure: string]: DayFigure };
}

/** What to read of each day. */
export interface UserInsightsOptions {
  /** `figure` names of `userMetrics`. */
  figures: readonly string[];
  /** Milliseconds since the epoch. Some metrics go back only 30 days from it. */
  nowMs: number;
  /** Called once for each metric that the API refuses or leaves out without an error. */
  onMissingMetrics?: ((metrics: readonly string[], why: MissingReason) => void) | undefined;
}

/** Reads the figures of an account, window by window. */
export interface UserInsightsReader {
  /**
   * The days of a window that have a figure, oldest first, and the result of every day. A window has at most 30 days. A
   * series costs one call per window and period, totals cost one call per day. A failure affects only its day.
   */
  readWindow(
    account: Pick<InstagramAccount, "id">,
    days: readonly PacificDay[],
    signal?: AbortSignal,
  ): Promise<{ days: DayFigures[] } & WindowAnswers>;
}

/**
 * Makes a reader of account insights. It remembers which metrics the API refuses.
 * https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights
 *
 * @example
 * ```ts
 * import { createGraphClient, createUserInsightsReader, pacificDays } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const nowMs = Date.now();
 * const reader = createUserInsightsReader(graph, { figures: ["reach", "profile_views", "followed"], nowMs });
 * const lastWeek = pacificDays(nowMs - 7 * 86_400_000, nowMs);
 * const { days, coverage } = await reader.readWindow({ id: "17841400000000001" }, lastWeek);
 * for (const { endTime, figures } of days) {
 *   console.log(endTime, figures); // 2026-07-02T07:00:00Z { reach: 4210, profile_views: 97, followed: 12 }
 * }
 * ```
 */
export function createUserInsightsReader(
  graph: GraphClient,
  options: UserInsightsOptions,
): UserInsightsReader {
  const { figures, nowMs, onMissingMetrics } = options;
  const metrics = userMetrics.filter(({ figure }) => figures.includes(figure));
  const asker = new AccountAsker(graph, { metrics, nowMs, onMissingMetrics });
  const coverages = new Coverages();
  return {
    async readWindow(account, days, signal) {
      const window = new WindowFigures(days);
      const coverage = coverages.open(account.id, days);
      await asker.ask(
        account,
        (allowed) => requestsForWindow(account.id, days, allowed, nowMs),
        {
          asked: (request) => coverage.expect(request),
          answered: (request, entries) => {
            coverage.answered(request, entries);
            window.take(request, entries);
          },
          dropped: (request, names, error) => coverage.dropped(request, names, error),
          lacks: (request, error, isAlone) => coverage.lacks(request, error, isAlone),
        },
        signal,
      );
      return {
        days: window.days(),
        coverage: withinHistory(coverage.days(), nowMs),
        notOffered: coverage.notOffered,
        came: coverage.came,
      };
    },
  };
}

/** Collects the answers about a window by day. */
class WindowFigures {
  readonly #byEndTime = new Map<string, { [figure: string]: DayFigure }>();
  readonly #lastEndTime: string;

  constructor(days: readonly PacificDay[]) {
    this.#lastEndTime = utcTimestampOf(days.at(-1)?.endMs ?? 0);
  }

  take({ wanted, day }: AccountInsightRequest<UserMetric>, entries: readonly InsightEntry[]): void {
    const endOfDay = day && utcTimestampOf(day.endMs);
    for (const entry of entries) {
      for (const metric of wanted) {
        if (metric.metric !== entry.name) continue;
        if (endOfDay !== undefined) this.#put(endOfDay, metric, totalOf(entry, metric));
        else {
          for (const { value, end_time } of entry.values ?? []) {
            const endTime = utcTimestamp(end_time);
            // A point after the window belongs to a day that is not over.
            if (endTime === null || endTime > this.#lastEndTime) continue;
            this.#put(endTime, metric, value);
          }
        }
      }
    }
  }

  days(): DayFigures[] {
    return [...this.#byEndTime]
      .map(([endTime, figures]) => ({ endTime, figures }))
      .toSorted((a, b) => (a.endTime < b.endTime ? -1 : 1));
  }

  #put(endTime: string, { figure, value: unit }: UserMetric, value: unknown): void {
    const read = unit === "hours" ? hoursOf(value) : isNumber(value) ? value : undefined;
    if (read === undefined) return;
    const figures = this.#byEndTime.get(endTime) ?? {};
    figures[figure] = read;
    this.#byEndTime.set(endTime, figures);
  }
}

function totalOf(entry: InsightEntry, { breakdowns: [dimension] = [], category }: UserMetric): number | null {
  if (dimension === undefined || category === undefined) return singleValue(entry);
  return splitBy(entry, dimension)[category] ?? null;
}

function hoursOf(value: unknown): { [hour: string]: number } | undefined {
  const hours = byHour(value);
  return hours.length > 0 ? Object.fromEntries(hours) : undefined;
}
