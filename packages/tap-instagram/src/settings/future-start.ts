import type { Settings } from "./settings.ts";

/** A start date that is still to come is most likely a slip: streams of days then read nothing. */
export function warnOfFutureStart(
  { start_date: start }: Pick<Settings, "start_date">,
  nowMs: number,
  logger: { warning(message: string): void },
): void {
  if (start === undefined || Date.parse(start) <= nowMs) return;
  logger.warning(
    `start_date is ${start}, which is still to come: incremental streams read nothing before it`,
  );
}
