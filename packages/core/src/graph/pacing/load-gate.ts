import { keyOfBudget, type Budget } from "./budget.ts";
import { LoadLane, type LoadGateOptions } from "./load-lane.ts";

/** How it was when a request went. */
export interface LoadTicket {
  readonly refusals: number;
  readonly wasSlowedDown: boolean;
}

/**
 * "Reduce the amount of data" is about the load at times, and not about the request: the API refused two lists side by
 * side until they were asked for one at a time, with pauses. After the second refusal, the requests of an account go so;
 * if that does not help while others are under way, those of all accounts. Each refusal doubles the pause, an answer ends
 * it, and answers in a row let more go at the same time.
 */
export class LoadGate {
  readonly #options: LoadGateOptions;
  readonly #lanes = new Map<string, LoadLane>();
  readonly #all: LoadLane;

  constructor(options: LoadGateOptions) {
    this.#options = options;
    this.#all = new LoadLane(options, undefined);
  }

  /** How many requests are under way. */
  get underWay(): number {
    return this.#all.underWay;
  }

  /** Whether the requests of a budget go one at a time, or fewer than ever. */
  isSlowedDown(budget: Budget): boolean {
    return this.#all.isSlowedDown || this.#lanes.get(keyOfBudget(budget))?.isSlowedDown === true;
  }

  /**
   * Runs a request when it is its turn. `wasAlone`: no other was under way meanwhile.
   *
   * @throws the signal's reason when aborted.
   */
  async run<T>(
    budget: Budget,
    request: (ticket: LoadTicket) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<{ readonly result: T; readonly wasAlone: boolean }> {
    const lane = this.#laneOf(budget);
    const inTurn = () =>
      this.#all.run(async () => {
        const { underWay, begun } = this.#all;
        const wasSlowedDown = lane.isSlowedDown;
        const result = await request({ refusals: lane.allRefusals, wasSlowedDown });
        // One that came and went meanwhile is company, too.
        return { result, wasAlone: underWay === 1 && this.#all.begun === begun };
      }, signal);
    try {
      return await lane.run(inTurn, signal);
    } finally {
      if (lane.isIdle) this.#lanes.delete(keyOfBudget(budget));
    }
  }

  /** Notes a refusal of the amount. Requests that were under way together are refused together: they count once. */
  refused(budget: Budget, ticket?: LoadTicket): void {
    const lane = this.#laneOf(budget);
    if (ticket && ticket.refusals < lane.allRefusals) return;
    // It went alone of its account: the load is that of the others.
    const isOfOthers = ticket?.wasSlowedDown === true && this.#all.underWay > lane.underWay;
    if (this.#all.isSlowedDown || isOfOthers) this.#all.refused();
    lane.refused();
  }

  /** Notes an answer. */
  answered(budget: Budget): void {
    this.#lanes.get(keyOfBudget(budget))?.answered();
    this.#all.answered();
  }

  #laneOf(budget: Budget): LoadLane {
    const key = keyOfBudget(budget);
    const lane = this.#lanes.get(key) ?? new LoadLane(this.#options, budget);
    this.#lanes.set(key, lane);
    return lane;
  }
}
