import type { GraphError } from "./errors/errors.ts";
import type { Budget } from "./pacing/budget.ts";
import type { Overload } from "./pacing/load-lane.ts";
import type { Usage } from "./pacing/usage.ts";

/** Callbacks for what the client does. Their texts hold no secrets. */
export interface GraphObserver {
  /** After every HTTP request. `durationMs` is its wall time, `quotaCalls` its cost. */
  onRequest?(request: {
    endpoint: string;
    status: number | undefined;
    durationMs: number;
    quotaCalls: number;
    error?: GraphError | undefined;
  }): void;
  /** Before a failed request, or the failed items of a batch, are sent again. */
  onRetry?(retry: { endpoint: string; error: GraphError; retry: number; delayMs: number }): void;
  /** Before requests of a budget wait for quota. */
  onWait?(wait: { budget: Budget; waitMs: number }): void;
  /** When requests of a budget slow down, because its usage is above the ceiling. `spacingMs` is the time per call. */
  onSlowDown?(slowDown: { budget: Budget; percent: number; spacingMs: number }): void;
  /** When the API refuses the load, and the requests of an account, or of all, go one at a time. */
  onOverload?(overload: Overload): void;
  /** When they go side by side again. */
  onRelief?(relief: Pick<Overload, "budget">): void;
  /** When the API reports how much of a budget is used. */
  onUsage?(usage: Usage): void;
  /** For something unusual that the client handled; worth a log line. */
  onNotice?(text: string): void;
}
