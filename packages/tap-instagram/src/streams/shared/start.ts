import type { StartQuestion } from "../../sync/stream.ts";

const dayMs = 24 * 60 * 60_000;

/**
 * From when on an INCREMENTAL stream is read: some days before the bookmark, and never before the start date.
 * Without either, from the beginning.
 */
export function incrementalStartMs(question: StartQuestion, lookbackDays: number): number | undefined {
  const { settings, bookmarkMs } = question;
  const startDateMs = settings.start_date === undefined ? undefined : Date.parse(settings.start_date);
  if (bookmarkMs === undefined) return startDateMs;
  return Math.max(bookmarkMs - lookbackDays * dayMs, startDateMs ?? 0);
}

/** The instant so many days before now. */
export function daysAgoMs({ nowMs }: StartQuestion, days: number): number {
  return nowMs - days * dayMs;
}
