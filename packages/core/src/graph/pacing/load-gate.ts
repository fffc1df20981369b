import type { Clock } from "../ports.ts";
import { keyOfBudget, type Budget } from "./budget.ts";

/** So many refusals of the amount, with too few answers between them, are about the load. */
const refusalsToSlowDown = 2;

/**
 * After so many answers in a row, refusals are forgotten, or twice as many requests go at the same time. Where that is
 * refused, it takes twice as many answers the next time.
 */
const answersToSpeedUp = 3;

const mostAnswersToSpeedUp = 96;

const firstPauseMs = 1000;
const longestPauseMs = 60_000;

/** Which requests go one at a time, why, and after which pause. */
export interface Overload {
  /** Whose requests. `undefined` for those of all accounts. */
  readonly budget: Budget | undefined;
  /** Refusals of the amount in a row. */
  readonly refusals: number;
  readonly pauseMs: number;
}

export interface LoadGateOptions {
  readonly clock: Clock;
  /** The most requests at the same time. */
  readonly most: number;
  /** Called when requests begin to go one at a time. */
  readonly onOverload?: ((overload: Overload) => void) | undefined;
  /** Called when they go side by side again, as many as ever. */
  readonly onRelief?: ((relief: Pick<Overload, "budget">) => void) | undefined;
}

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
  readonly #lanes = new Map<string, Lane>();
  readonly #all: Lane;

  constructor(options: LoadGateOptions) {
    this.#options = options;
    this.#all = new Lane(options, undefined);
  }

  /** Whether the requests of a budget go one at a time, or fewer than ever. */
  isSlowedDown(budget: Budget): boolean {
    return this.#all.isSlowedDown || this.#lanes.get(keyOfBudget(budget))?.isSlowedDown === true;
  }

  /**
   * Runs a request when it is its turn. `wasAlone`: no other was under way when it ended.
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
        const before = this.#all.underWay;
        const wasSlowedDown = lane.isSlowedDown;
        const result = await request({ refusals: lane.allRefusals, wasSlowedDown });
        return { result, wasAlone: Math.max(before, this.#all.underWay) === 1 };
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

  #laneOf(budget: Budget): Lane {
    const key = keyOfBudget(budget);
    const lane = this.#lanes.get(key) ?? new Lane(this.#options, budget);
    this.#lanes.set(key, lane);
    return lane;
  }
}

/** Requests that go side by side, as many as is good. */
class Lane {
  readonly #options: LoadGateOptions;
  readonly #budget: Budget | undefined;
  /** How many may go at the same time; `undefined` for as many as ever. */
  #most: number | undefined;
  #underWay = 0;
  #refusals = 0;
  #allRefusals = 0;
  #answers = 0;
  #answersToSpeedUp = answersToSpeedUp;
  /** The last pause. It is the first one of the next refusal, because it was long enough. */
  #pauseMs = 0;
  #isAnswered = false;
  #notBefore = 0;
  #waiting: (() => void)[] = [];

  constructor(options: LoadGateOptions, budget: Budget | undefined) {
    this.#options = options;
    this.#budget = budget;
  }

  get underWay(): number {
    return this.#underWay;
  }

  /** Refusals, those that are forgotten included. */
  get allRefusals(): number {
    return this.#allRefusals;
  }

  get isSlowedDown(): boolean {
    return this.#most !== undefined;
  }

  /** Whether nothing of it has to be remembered. */
  get isIdle(): boolean {
    return this.#underWay === 0 && this.#waiting.length === 0 && this.#refusals === 0;
  }

  async run<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const { clock } = this.#options;
    while (this.#most !== undefined && this.#underWay >= this.#most) await this.#turn(signal);
    this.#underWay += 1;
    try {
      for (let pauseMs = this.#notBefore - clock.now(); pauseMs > 0; pauseMs = this.#notBefore - clock.now())
        await clock.sleep(pauseMs, signal);
      return await work();
    } finally {
      this.#underWay -= 1;
      this.#wake();
    }
  }

  refused(): void {
    const { clock, onOverload } = this.#options;
    this.#refusals += 1;
    this.#allRefusals += 1;
    this.#answers = 0;
    if (this.#refusals < refusalsToSlowDown) return;
    const isNews = this.#most === undefined;
    const pauseMs = this.#isAnswered ? this.#pauseMs : this.#pauseMs * 2;
    this.#pauseMs = Math.min(longestPauseMs, Math.max(firstPauseMs, pauseMs));
    this.#isAnswered = false;
    this.#notBefore = clock.now() + this.#pauseMs;
    if (this.#most !== undefined && this.#most > 1)
      this.#answersToSpeedUp = Math.min(mostAnswersToSpeedUp, this.#answersToSpeedUp * 2);
    this.#most = 1;
    if (isNews) onOverload?.({ budget: this.#budget, refusals: this.#refusals, pauseMs: this.#pauseMs });
  }

  answered(): void {
    if (this.#refusals === 0) return;
    this.#isAnswered = true;
    this.#answers += 1;
    if (this.#answers < this.#answersToSpeedUp) return;
    this.#answers = 0;
    if (this.#most !== undefined && this.#most * 2 < this.#options.most) this.#most *= 2;
    else {
      const wasSlowedDown = this.isSlowedDown;
      this.#most = undefined;
      this.#refusals = 0;
      this.#pauseMs = 0;
      this.#answersToSpeedUp = answersToSpeedUp;
      if (wasSlowedDown) this.#options.onRelief?.({ budget: this.#budget });
    }
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const abort = () => reject(signal?.reason);
      signal?.addEventListener("abort", abort, { once: true });
      this.#waiting.push(() => {
        signal?.removeEventListener("abort", abort);
        resolve();
      });
    });
  }
}
