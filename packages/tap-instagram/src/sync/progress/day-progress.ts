import type { KnownMetric } from "@tap-instagram/core/matrix";
import type { Chapter } from "../../book/chapter.ts";
import type { DayAnswer, MetricEnding } from "../../book/days/day-answer.ts";
import { reasonOfLate } from "../../book/days/late-metrics.ts";
import { ReadDays } from "../../book/days/read-days.ts";
import { jsonOfDays, missingDaysIn } from "./missing-days.ts";
import { jsonOfMetrics, metricsIn } from "./metrics-with-figures.ts";
import type { DayRange } from "../../book/days/day-range.ts";
import type { Thing } from "../../book/thing.ts";
import type { BookmarkPosition, Sink } from "../sink.ts";

/** Moves the bookmark of a stream of days, and remembers the days that the next run asks again. */
export class DayProgress {
  readonly #sink: Pick<Sink, "bookmarkMoved" | "remember">;
  readonly #position: BookmarkPosition;
  readonly #chapter: Chapter;
  readonly #readDays: ReadDays;
  /** Days before the bookmark that earlier runs could not read. */
  readonly missingDays: readonly DayRange[];

  constructor(
    sink: Pick<Sink, "bookmark" | "memory" | "bookmarkMoved" | "remember">,
    position: BookmarkPosition,
    chapter: Chapter,
    nowMs: number,
  ) {
    this.#sink = sink;
    this.#position = position;
    this.#chapter = chapter;
    const memory = sink.memory(position);
    this.missingDays = missingDaysIn(memory);
    const bookmark = sink.bookmark(position);
    const metrics = metricsIn(memory["metrics_with_figures"]);
    this.#readDays = new ReadDays({ bookmark, missingDays: this.missingDays, metrics }, nowMs);
  }

  /**
   * Books the days of a chunk. Gives the `end_time` of those that have records to write.
   *
   * @param came Metrics that have figures of some day so far.
   */
  take(days: readonly DayAnswer[], came: readonly KnownMetric[]): ReadonlySet<string> {
    const delivered = new Set<string>();
    this.#readDays.came(came);
    this.#chapter.deliverMetrics(came.map((metric) => metricThing(metric, undefined)));
    this.#chapter.expect(days.length);
    for (const day of days) {
      const { endTime, reason, refusal } = day;
      const { ending, metrics } = this.#readDays.take(day);
      if (ending === "delivered") {
        this.#chapter.deliver(1);
        delivered.add(endTime);
      } else {
        const thing = { kind: "day", day: endTime } as const;
        this.#chapter.lack({ thing, reason: ending === "failed" ? (reason ?? ending) : ending, refusal });
      }
      for (const metric of metrics) this.#chapter.lack({ ...metric, thing: metricThing(metric, endTime) });
    }
    return delivered;
  }

  /** The walk has come to its end: books the metrics that are in no answer about the first days. */
  close(): void {
    for (const metric of this.#readDays.lateMetrics.all)
      this.#chapter.lack({ thing: metricThing(metric, metric.days[0]), reason: reasonOfLate(metric) });
  }

  /** The records of the days that were taken are written. */
  store(): void {
    const { bookmark, missingDays, metrics } = this.#readDays.memory;
    if (bookmark !== undefined) this.#sink.bookmarkMoved(this.#position, bookmark);
    this.#sink.remember(this.#position, {
      ...(missingDays.length > 0 ? { missing_days: missingDays.map(jsonOfDays) } : {}),
      ...(metrics ? { metrics_with_figures: jsonOfMetrics(metrics) } : {}),
    });
  }

  /** Whether the account has no figure of any day, in this run and before. */
  get isWithoutFigures(): boolean {
    return this.#readDays.memory.bookmark === undefined && this.#chapter.counts.delivered === 0;
  }
}

function metricThing(
  { metric, period }: Pick<MetricEnding, "metric" | "period">,
  day: string | undefined,
): Thing {
  return { kind: "metric", metric, day, variant: period === "day" ? undefined : period };
}
