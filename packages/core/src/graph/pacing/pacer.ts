import { waitText } from "../durations.ts";
import { QuotaExhaustedError } from "../errors/errors.ts";
import type { Clock, Random } from "../ports.ts";
import { keyOfBudget, nameOfBudget, type Budget } from "./budget.ts";
import { delayBoundMs, quotaPolicy } from "./retry.ts";
import { usageOf, type Usage } from "./usage.ts";

/** When to slow down for quota, and when to give up. */
export interface PacerOptions {
  clock: Clock;
  random: Random;
  /** Percent of the quota from which on requests slow down. */
  ceilingPercent: number;
  /** The longest that all waits for quota may take together, in milliseconds; 0 never waits. */
  maxWaitMs: number;
  /** Called before each wait for quota. */
  onWait?: ((wait: { budget: Budget; waitMs: number }) => void) | undefined;
  /** Called when a budget passes the ceiling, and for every 5 percent above it. `spacingMs` is the time per call. */
  onSlowDown?: ((slowDown: { budget: Budget; percent: number; spacingMs: number }) => void) | undefined;
}

/** What the refusals of a budget led to. */
interface Block {
  blockedUntil: number;
  /** Refusals in a row. */
  refusals: number;
}

interface BudgetState extends Block {
  percent: number;
  /** The percentage above the ceiling at the last `onSlowDown`. */
  toldPercent: number;
  nextSlotAt: number;
  /** The end of the wait at the last `onWait`: requests that wait together cause one call. */
  toldUntil: number;
}

/** The spacing of calls when the quota is nearly used up. */
const widestSpacingMs = 30_000;

const percentBetweenTellings = 5;

/**
 * Decides when the next request of a budget may go out, from the usage that the API reports. Above the ceiling, requests
 * slow down more and more. A refusal stops them until the quota is back. Budgets do not delay each other.
 */
export class Pacer {
  readonly #options: PacerOptions;
  readonly #budgets = new Map<string, BudgetState>();
  /** Refusals of the whole app, or of its user. They stop every budget, and one wait is enough for all. */
  readonly #app: Block = { blockedUntil: 0, refusals: 0 };
  /** The time that any budget waited for, so far and until when. Waits at the same time count once. */
  #waitedMs = 0;
  #waitsUntil = 0;

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  /**
   * Resolves when a request of the budget may be sent. The next one waits for each call that this one costs, but never
   * longer than 30 seconds.
   *
   * @throws QuotaExhaustedError when the wait would be longer than the caller allows.
   */
  async ready(budget: Budget, endpoint: string, signal?: AbortSignal, calls = 1): Promise<void> {
    const { clock, maxWaitMs, onWait } = this.#options;
    const state = this.#stateOf(budget);
    for (;;) {
      const blockedMs = this.#blockedMs(state);
      if (blockedMs > 0) {
        const until = clock.now() + blockedMs;
        this.#countWait(budget, state, until, endpoint);
        if (until > state.toldUntil) onWait?.({ budget, waitMs: blockedMs });
        state.toldUntil = until;
        await clock.sleep(blockedMs, signal);
        continue;
      }
      const slotAt = Math.max(clock.now(), state.nextSlotAt);
      // Without this limit, a batch of 50 at 90 % would delay the next one for minutes, and a large sync for a day.
      const widestMs = Math.min(widestSpacingMs, maxWaitMs);
      state.nextSlotAt = slotAt + Math.min(calls * this.#spacingMs(state.percent), widestMs);
      const delayMs = slotAt - clock.now();
      if (delayMs <= 0) return;
      await clock.sleep(delayMs, signal);
      if (!this.isBlocked(budget)) return;
    }
  }

  /** Whether a request must wait again, because the API refused others in the meantime. */
  isBlocked(budget: Budget): boolean {
    return this.#blockedMs(this.#stateOf(budget)) > 0;
  }

  /** Notes the usage in an answer: of the budget that the request drew on, and of those that the answer names. */
  observe(budget: Budget, usages: readonly Usage[]): void {
    const own = usageOf(budget, usages);
    for (const usage of own ? [...usages, own] : usages) {
      const state = this.#stateOf(usage.budget);
      state.percent = usage.percent;
      if (usage.regainAccessMs > 0) {
        state.blockedUntil = Math.max(state.blockedUntil, this.#options.clock.now() + usage.regainAccessMs);
      }
    }
    if (own) this.#tellOfSpacing(budget, this.#stateOf(budget));
  }

  #tellOfSpacing(budget: Budget, state: BudgetState): void {
    const { percent } = state;
    const spacingMs = this.#spacingMs(percent);
    if (spacingMs === 0) state.toldPercent = 0;
    if (spacingMs === 0 || percent < state.toldPercent + percentBetweenTellings) return;
    state.toldPercent = percent;
    this.#options.onSlowDown?.({ budget, percent, spacingMs });
  }

  /** Notes an answer: later refusals are counted from zero. */
  admitted(budget: Budget): void {
    this.#stateOf(budget).refusals = 0;
    this.#app.refusals = 0;
  }

  /**
   * Notes a refusal by quota. When the API gives no time, or zero, the wait is some minutes, and longer with every
   * refusal. Retrying at once would extend the block.
   *
   * @param isOfAll The refusal concerns the app or the user of the token, and with it all budgets.
   */
  refused(budget: Budget, retryAfterMs?: number, isOfAll = false): void {
    this.#block(this.#stateOf(budget), retryAfterMs);
    if (isOfAll) this.#block(this.#app, retryAfterMs);
  }

  /** A time that the API gives is believed once: it doubles as long as nothing but refusals comes. */
  #block(block: Block, retryAfterMs?: number): void {
    const { clock, random } = this.#options;
    const now = clock.now();
    // Requests that were in flight together are refused together. They count once.
    if (block.refusals > 0 && block.blockedUntil > now) return;
    const boundMs = delayBoundMs(quotaPolicy, block.refusals);
    block.refusals += 1;
    const waitMs = retryAfterMs
      ? Math.min(retryAfterMs * 2 ** (block.refusals - 1), Math.max(retryAfterMs, quotaPolicy.maxDelayMs))
      : Math.round(boundMs * (0.5 + 0.5 * random()));
    // The wait that the answer's usage reported is better than a guess.
    if (block.blockedUntil <= now) block.blockedUntil = now + waitMs;
  }

  #blockedMs(state: BudgetState): number {
    return Math.max(state.blockedUntil, this.#app.blockedUntil) - this.#options.clock.now();
  }

  #spacingMs(percent: number): number {
    const { ceilingPercent, maxWaitMs } = this.#options;
    if (maxWaitMs === 0 || percent <= ceilingPercent) return 0;
    const share =
      ceilingPercent >= 100 ? 1 : Math.min(1, (percent - ceilingPercent) / (100 - ceilingPercent));
    return Math.round(widestSpacingMs * share * share);
  }

  /** The waits of all budgets add up: two thousand accounts must not wait an hour each. */
  #countWait(budget: Budget, state: BudgetState, until: number, endpoint: string): void {
    const { clock, maxWaitMs } = this.#options;
    const waitMs = until - clock.now();
    const moreMs = Math.max(0, until - Math.max(clock.now(), this.#waitsUntil));
    if (this.#waitedMs + moreMs <= maxWaitMs) {
      this.#waitedMs += moreMs;
      this.#waitsUntil = Math.max(this.#waitsUntil, until);
      return;
    }
    const waitedMs = this.#waitedMs;
    const whose = nameOfBudget(this.#app.blockedUntil >= state.blockedUntil ? "app" : budget);
    const waited = waitedMs > 0 ? `, after ${waitText(waitedMs)} of waiting` : "";
    throw new QuotaExhaustedError(
      `Cannot ${endpoint}: the quota of ${whose} is used up for about another ${waitText(waitMs)}${waited}, and all waits together may take ${waitText(maxWaitMs)}. Run again later, or allow a longer wait`,
      {
        endpoint,
        reason: "quota-exhausted",
        owner: whose,
        retryAfterMs: waitMs,
        hint: "Run again later, or allow a longer wait",
      },
    );
  }

  #stateOf(budget: Budget): BudgetState {
    const key = keyOfBudget(budget);
    let state = this.#budgets.get(key);
    if (!state) {
      // Name by name: V8 makes a dictionary of four times the size where others are spread into it.
      state = { blockedUntil: 0, refusals: 0, percent: 0, toldPercent: 0, nextSlotAt: 0, toldUntil: 0 };
      this.#budgets.set(key, state);
    }
    return state;
  }
}
