import { nameOfBudget, type GraphObserver } from "@tap-instagram/core";
import type { RequestLog } from "../../log/request-log.ts";
import type { BudgetFacts, TrafficFacts } from "./run-facts.ts";

/** So many quotas are told of one by one. */
const mostBudgets = 20;

/** Keeps what the client says of quota, retries and waits. */
export class Traffic {
  readonly #budgets = new Map<string, BudgetFacts>();
  #retries = 0;
  #waits = 0;
  #waitMs = 0;

  readonly observer: GraphObserver = {
    onRetry: () => {
      this.#retries += 1;
    },
    onWait: ({ waitMs }) => {
      this.#waits += 1;
      this.#waitMs += waitMs;
    },
    onUsage: ({ budget, percent }) => {
      const name = nameOfBudget(budget);
      const peakPercent = Math.max(percent, this.#budgets.get(name)?.peakPercent ?? 0);
      this.#budgets.set(name, { name, peakPercent, lastPercent: percent });
    },
  };

  factsWith({
    calls,
    counts,
    quotaCalls,
  }: Pick<RequestLog, "calls" | "counts" | "quotaCalls">): TrafficFacts {
    const budgets = [...this.#budgets.values()].toSorted((a, b) => b.peakPercent - a.peakPercent);
    return {
      calls: quotaCalls,
      callsElsewhere: calls.elsewhere,
      requestMsElsewhere: calls.elsewhereMs,
      requests: counts.toSorted((a, b) => compare(a.endpoint, b.endpoint) || compare(a.status, b.status)),
      retries: this.#retries,
      waits: this.#waits,
      waitMs: this.#waitMs,
      budgets: budgets.slice(0, mostBudgets),
      budgetsSeen: budgets.length,
    };
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
