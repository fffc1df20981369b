import { createContext, Script, type Context } from "node:vm";

/** One call may take this long. */
const maxCallMs = 1000;
/** All calls together may take this long, and a little more with each of them. */
const maxTotalMs = 5000;
const shareMs = 2;

/** Work took longer than it may. */
export class TimeBudgetError extends Error {
  override readonly name = "TimeBudgetError";
}

/**
 * Runs work of unknown cost, such as regular expressions from a tap, and stops it when it takes too long. Only the
 * watchdog of `node:vm` can stop a regular expression; it costs about 0.1 ms per call.
 */
export class TimeBudget {
  readonly #elapsed: () => number;
  readonly #scope: { work: () => unknown } = { work: () => undefined };
  readonly #context: Context = createContext(this.#scope);
  readonly #call: Script = new Script("work()");
  #spentMs = 0;
  #calls = 0;

  /** @param elapsed milliseconds since some moment, on a clock that never steps. */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  /** Runs the work. @throws TimeBudgetError when the budget is used up. @throws what the work throws. */
  run(work: () => void): void {
    if (this.#spentMs > maxTotalMs + this.#calls * shareMs) {
      throw new TimeBudgetError(`it took ${Math.round(this.#spentMs / 1000)} s for ${this.#calls} records`);
    }
    this.#calls += 1;
    this.#scope.work = work;
    const start = this.#elapsed();
    try {
      this.#call.runInContext(this.#context, { timeout: maxCallMs });
    } catch (error) {
      if (!isTimeout(error)) throw error;
      throw new TimeBudgetError(`it took more than ${maxCallMs / 1000} s for one record`, { cause: error });
    } finally {
      this.#spentMs += this.#elapsed() - start;
    }
  }
}

function isTimeout(error: unknown): boolean {
  // Made in another realm on some runtimes, so that `instanceof Error` is false.
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
}
