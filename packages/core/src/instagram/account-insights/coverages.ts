import { WindowCoverage, type DayCoverage } from "./window-coverage.ts";
import type { PacificDay } from "./pacific-days.ts";
import { dayMs } from "../../graph/durations.ts";

/** The API goes back two years. A sync that takes a day loses the oldest day. */
const memoryMs = 728 * dayMs;

/** The coverage of windows, with what is known about an account from its earlier windows. */
export class Coverages {
  readonly #alive = new Map<string, Set<string>>();

  open(account: string, days: readonly PacificDay[]): WindowCoverage {
    const alive = this.#alive.get(account) ?? new Set<string>();
    this.#alive.set(account, alive);
    return new WindowCoverage(days, alive);
  }
}

/** The days without those that passed the API's limit during the sync. */
export function withinHistory(days: readonly DayCoverage[], nowMs: number): DayCoverage[] {
  return days.filter(({ endTime, status }) => status !== "empty" || Date.parse(endTime) > nowMs - memoryMs);
}
