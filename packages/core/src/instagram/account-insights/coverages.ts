import { AccountMemory } from "../memory/account-memory.ts";
import { KnownFigures } from "./known-figures.ts";
import type { DayCoverage, KnownMetric, RefusedMetric } from "./day-coverage.ts";
import { WindowCoverage } from "./window-coverage.ts";
import type { PacificDay } from "./pacific-days.ts";
import { dayMs } from "../../graph/durations.ts";

/** The API goes back two years. A sync that takes a day loses the oldest day. */
const memoryMs = 728 * dayMs;

/** The results of everything that was requested about the days of a window. */
export interface WindowAnswers {
  /** Every day, oldest first. */
  coverage: DayCoverage[];
  /** Metrics that the API says it does not have. Each is listed in the window that asked for it. */
  notOffered: RefusedMetric[];
  /** Metrics that have figures of this window, or of one that was read before it. */
  came: KnownMetric[];
}

/** The coverage of windows, with what is known about an account from its earlier windows. */
export class Coverages {
  readonly #known = new AccountMemory(() => new KnownFigures());

  open(account: string, days: readonly PacificDay[]): WindowCoverage {
    return new WindowCoverage(days, this.#known.of(account));
  }
}

/** The days without those that passed the API's limit during the sync. */
export function withinHistory(days: readonly DayCoverage[], nowMs: number): DayCoverage[] {
  return days.filter(({ endTime, status }) => status !== "empty" || Date.parse(endTime) > nowMs - memoryMs);
}
