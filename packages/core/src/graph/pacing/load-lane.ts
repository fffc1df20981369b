import type { Clock } from "../ports.ts";
import type { Budget } from "./budget.ts";

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

/** Requests that go side by side, as many as is good. */
export class LoadLane {
  readonly #options: LoadGateOptions;
  readonly #budget: Budget | undefined;
  /** How many may go at the same time; `undefined` for as many as ever. */
  #most: number | undefined;
  #underWay = 0;
  #begun = 0;
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

  /** How many requests have begun so far. */
  get begun(): number {
    return this.#begun;
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
    this.#begun += 1;
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
