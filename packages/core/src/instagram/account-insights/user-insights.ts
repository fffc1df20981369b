import type { GraphClient } from "../../graph/client.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import { utcTimestamp, utcTimestampOf } from "../fields/timestamps.ts";
import type { InsightAnswer } from "../insights/ask-insights.ts";
import { byHour, singleValue, splitBy, type InsightEntry } from "../insights/insight-values.ts";
import { requestsForWindow, type AccountInsightRequest } from "./account-insight-requests.ts";
import { AccountAsker, type MissingReason } from "./account-asker.ts";
import type { PacificDay } from "./pacific-days.ts";
import { userMetrics, type UserMetric } from "./metrics/user-metrics.ts";

/** A figure of one day: a count, or for `online_followers` a count per hour. */
export type DayFigure = number | { [hour: string]: number };

/** An account's figures of one day. A figure without a value is absent, never zero. */
export interface DayFigures {
  /** The API's `end_time`, as `2026-07-02T07:00:00Z`: the midnight in California that ends the day. */
  endTime: string;
  figures: { [figure: string]: DayFigure };
}

/** What to ask of each day. */
export interface UserInsightsOptions {
  /** `figure` names of `userMetrics`. */
  figures: readonly string[];
  /** Milliseconds since the epoch. Some metrics reach only 30 days back from it. */
  nowMs: number;
  /** Told once when the API refuses metrics, or silently leaves out some that were asked. */
  onMissingMetrics?: ((metrics: readonly string[], why: MissingReason) => void) | undefined;
}

/** Reads an account's figures window by window. */
export interface UserInsightsReader {
  /**
   * The days that have any figure, oldest first. The window may span 30 days at the most. Series cost one call per
   * window and period, totals one call per day.
   *
   * @throws GraphError when any part of the window failed: a window is whole or not at all.
   */
  readWindow(
    account: Pick<InstagramAccount, "id">,
    days: readonly PacificDay[],
    signal?: AbortSignal,
  ): Promise<DayFigures[]>;
}

/**
 * Makes a reader of account insights; it remembers through its life which metrics the API refuses.
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
 * for (const { endTime, figures } of await reader.readWindow({ id: "17841400000000001" }, lastWeek)) {
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
  return {
    async readWindow(account, days, signal) {
      const answers = await asker.ask(
        account,
        (allowed) => requestsForWindow(account.id, days, allowed, nowMs),
        signal,
      );
      const window = new WindowFigures(days);
      for (const answer of answers) window.take(answer);
      return window.days();
    },
  };
}

/** Gathers answers about the same window, by day. */
class WindowFigures {
  readonly #byEndTime = new Map<string, { [figure: string]: DayFigure }>();
  /** Days that a series has a point of; `undefined` while no series was asked that reaches back as far as totals do. */
  #inSeries: Set<string> | undefined;
  readonly #lastEndTime: string;

  constructor(days: readonly PacificDay[]) {
    this.#lastEndTime = utcTimestampOf(days.at(-1)?.endMs ?? 0);
  }

  take({ request, entries }: InsightAnswer<AccountInsightRequest<UserMetric>>): void {
    const { wanted, day } = request;
    const isWholeSeries = !day && wanted.every(({ historyDays }) => historyDays === undefined);
    if (isWholeSeries) this.#inSeries ??= new Set();
    for (const entry of entries) {
      const metrics = wanted.filter(({ metric }) => metric === entry.name);
      for (const metric of metrics) {
        if (day) this.#put(utcTimestampOf(day.endMs), metric, totalOf(entry, metric));
        else {
          for (const { value, end_time } of entry.values ?? []) {
            const endTime = utcTimestamp(end_time);
            // A point beyond the window would be of a day that is not over.
            if (endTime === null || endTime > this.#lastEndTime) continue;
            if (isWholeSeries) this.#inSeries?.add(endTime);
            this.#put(endTime, metric, value);
          }
        }
      }
    }
  }

  days(): DayFigures[] {
    return [...this.#byEndTime]
      .filter(([endTime, figures]) => !this.#isBeforeItsTime(endTime, figures))
      .map(([endTime, figures]) => ({ endTime, figures }))
      .toSorted((a, b) => (a.endTime < b.endTime ? -1 : 1));
  }

  /** The API answers 0 for the totals of a day it knows nothing of; the series have no point of it. */
  #isBeforeItsTime(endTime: string, figures: { [figure: string]: DayFigure }): boolean {
    if (this.#inSeries === undefined || this.#inSeries.has(endTime)) return false;
    return Object.values(figures).every((figure) => figure === 0);
  }

  #put(endTime: string, { figure, value: unit }: UserMetric, value: unknown): void {
    const read = unit === "hours" ? hoursOf(value) : typeof value === "number" ? value : undefined;
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
