import { QuotaExhaustedError } from "../errors/errors.ts";
import type { Clock, Random } from "../ports.ts";
import { keyOfBudget, nameOfBudget, type Budget } from "./budget.ts";
import { delayBoundMs, quotaPolicy } from "./retry.ts";
import { usageOf, type Usage } from "./usage.ts";

/** When to slow down for quota, and when to give up. */
export interface PacerOptions {
  clock: Clock;
  random: Random;
  /** Percent of the quota at which requests are spread out. */
  ceilingPercent: number;
  /** The longest wait for quota, in milliseconds; 0 never waits. */
  maxWaitMs: number;
  /** Told of every wait for access, before it begins. */
  onWait?: ((wait: { budget: Budget; waitMs: number }) => void) | undefined;
  /** Told when a budget passes the ceiling, and every few percent above it; `spacingMs` is the time per call. */
  onSlowDown?: ((slowDown: { budget: Budget; percent: number; spacingMs: number }) => void) | undefined;
}

/** What refusals have come to. */
interface Block {
  blockedUntil: number;
  /** Refusals in a row, and when the first of them came. */
  refusals: number;
  refusedSince: number;
}

const unblocked: Readonly<Block> = { blockedUntil: 0, refusals: 0, refusedSince: 0 };

interface BudgetState extends Block {
  percent: number;
  /** The percentage above the ceiling that was told last. */
  toldPercent: number;
  nextSlotAt: number;
  /** The end of the wait that was told last: those who wait together are told of once. */
  toldUntil: number;
}

/** Between two requests, just below the end of the quota. */
const widestSpacingMs = 30_000;

const percentBetweenTellings = 5;

/**
 * Decides when the next request of a budget may go out, by what the API itself reports. Above the ceiling the
 * requests of a budget are spread ever wider; a refusal stops them until access is regained. Budgets do not hold
 * each other up.
 */
export class Pacer {
  readonly #options: PacerOptions;
  readonly #budgets = new Map<string, BudgetState>();
  /** Refusals of the app as a whole: they hold back every budget, and are waited out once, not once per budget. */
  readonly #app: Block = { ...unblocked };

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  /**
   * Resolves when a request of the budget may be sent; what comes after it waits for as many calls as it costs, though
   * never longer than 30 seconds.
   *
   * @throws QuotaExhaustedError when that would take longer than the caller allows.
   */
  async ready(budget: Budget, endpoint: string, signal?: AbortSignal, calls = 1): Promise<void> {
    const { clock, maxWaitMs, onWait } = this.#options;
    const state = this.#stateOf(budget);
    for (;;) {
      const blockedMs = this.#blockedMs(state);
      if (blockedMs > 0) {
        this.#failIfTooLong(budget, state, blockedMs, endpoint);
        const until = clock.now() + blockedMs;
        if (until > state.toldUntil) onWait?.({ budget, waitMs: blockedMs });
        state.toldUntil = until;
        await clock.sleep(blockedMs, signal);
        continue;
      }
      const slotAt = Math.max(clock.now(), state.nextSlotAt);
      // A batch of 50 at 90 % would hold up the next for minutes, and a large account's sync for a day.
      const widestMs = Math.min(widestSpacingMs, maxWaitMs);
      state.nextSlotAt = slotAt + Math.min(calls * this.#spacingMs(state.percent), widestMs);
      const delayMs = slotAt - clock.now();
      if (delayMs <= 0) return;
      await clock.sleep(delayMs, signal);
      if (!this.isBlocked(budget)) return;
    }
  }

  /** Whether a request that was let through must wait after all, because others were refused meanwhile. */
  isBlocked(budget: Budget): boolean {
    return this.#blockedMs(this.#stateOf(budget)) > 0;
  }

  /** Takes note of an answer's usage, for the budget it drew on and for those it names. */
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

  /** Takes note that something was answered: refusals before it no longer count together with those after it. */
  admitted(budget: Budget): void {
    this.#stateOf(budget).refusals = 0;
    this.#app.refusals = 0;
  }

  /**
   * Takes note of a refusal by quota. Without a time given, or with none at all, waits some minutes, longer with every
   * refusal: whoever came back at once would be refused for ever.
   *
   * @param isAppWide The refusal speaks of the app, and so of all its budgets.
   */
  refused(budget: Budget, retryAfterMs?: number, isAppWide = false): void {
    this.#block(this.#stateOf(budget), retryAfterMs);
    if (isAppWide) this.#block(this.#app, retryAfterMs);
  }

  #block(block: Block, retryAfterMs?: number): void {
    const { clock, random } = this.#options;
    const now = clock.now();
    if (block.refusals === 0) block.refusedSince = now;
    // Requests that were in flight together are refused together: they count once.
    if (block.refusals > 0 && block.blockedUntil > now) return;
    const boundMs = delayBoundMs(quotaPolicy, block.refusals);
    block.refusals += 1;
    const waitMs = retryAfterMs || Math.round(boundMs * (0.5 + 0.5 * random()));
    // What the answer's usage said of the wait counts for more than a guess.
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

  #failIfTooLong(budget: Budget, state: BudgetState, waitMs: number, endpoint: string): void {
    const { clock, maxWaitMs } = this.#options;
    const now = clock.now();
    const blocks = [this.#app, state].filter(({ blockedUntil }) => blockedUntil > now);
    const waitedMs = Math.max(
      ...blocks.map(({ refusals, refusedSince }) => (refusals > 0 ? now - refusedSince : 0)),
    );
    if (waitedMs + waitMs <= maxWaitMs) return;
    const whose = nameOfBudget(this.#app.blockedUntil >= state.blockedUntil ? "app" : budget);
    const waited = waitedMs > 0 ? `, after ${minutes(waitedMs)} of waiting` : "";
    throw new QuotaExhaustedError(
      `Cannot ${endpoint}: the quota of ${whose} is used up for about another ${minutes(waitMs)}${waited}, and the longest wait allowed is ${minutes(maxWaitMs)}. Run again later, or allow a longer wait`,
      {
        endpoint,
        reason: "quota-exhausted",
        retryAfterMs: waitMs,
        hint: "Run again later, or allow a longer wait",
      },
    );
  }

  #stateOf(budget: Budget): BudgetState {
    const key = keyOfBudget(budget);
    let state = this.#budgets.get(key);
    if (!state) {
      state = { ...unblocked, percent: 0, toldPercent: 0, nextSlotAt: 0, toldUntil: 0 };
      this.#budgets.set(key, state);
    }
    return state;
  }
}

function minutes(ms: number): string {
  const count = Math.ceil(ms / 60_000);
  return count === 1 ? "1 minute" : `${count} minutes`;
}
