import type { SyncContext } from "../../sync/stream.ts";

/** A metric, and how many days the API keeps it. */
interface Remembered {
  name: string;
  /** Default: two years. */
  historyDays: number | undefined;
}

/** Logs at the start of a sync which metrics of a stream the API keeps for a short time only. */
export function noteShortHistory(
  { logger }: Pick<SyncContext, "logger">,
  stream: string,
  figures: readonly Remembered[],
): void {
  const short = figures.filter(({ historyDays }) => historyDays !== undefined);
  const [first] = short;
  if (!first) return;
  const names = short.map(({ name }) => name).join(" and ");
  const others = short.length < figures.length ? ", the other figures for two years" : "";
  logger.info(`${stream}: the API keeps ${names} for ${first.historyDays} days only${others}`);
}
