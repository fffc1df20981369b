import { WindowCoverage, type DayCoverage } from "./window-coverage.ts";
import type { PacificDay } from "./pacific-days.ts";
import { dayMs } from "../../graph/durations.ts";

/** The API's memory ends at two years; a sync that lasts a day loses the oldest one on its way. */
const memoryMs = 728 * dayMs;

/** The coverage of the windows of accounts, with what is known of an account from one window to the next. */
export class Coverages {
  readonly #alive = new Map<string, Set<string>>();

  open(account: string, days: readonly PacificDay[]): WindowCoverage {
    const alive = this.#alive.get(account) ?? new Set<string>();
    this.#alive.set(account, alive);
    return new WindowCoverage(days, alive);
  }
}

/** Without the days that fell out of the API's memory while the sync was on its way. */
export function withinHistory(days: readonly DayCoverage[], nowMs: number): DayCoverage[] {
  return days.filter(({ endTime, status }) => status !== "empty" || Date.parse(endTime) > nowMs - memoryMs);
}
