import type { StartContext } from "../../sync/stream.ts";

const dayMs = 24 * 60 * 60_000;

/**
 * Start of an INCREMENTAL stream: some days before the bookmark, but not before the start date. Without both,
 * `undefined`: from the beginning.
 */
export function incrementalStartMs(context: StartContext, lookbackDays: number): number | undefined {
  const { settings, bookmarkMs } = context;
  const startDateMs = settings.start_date === undefined ? undefined : Date.parse(settings.start_date);
  if (bookmarkMs === undefined) return startDateMs;
  return Math.max(bookmarkMs - lookbackDays * dayMs, startDateMs ?? 0);
}

/** The instant this many days before the sync. */
export function daysAgoMs({ nowMs }: StartContext, days: number): number {
  return nowMs - days * dayMs;
}
