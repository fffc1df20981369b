import { createContext, Script, type Context } from "node:vm";

/** Checking one record may take this long. */
const maxRecordMs = 1000;
/** All records together may take this long, and a little more with each of them. */
const maxTotalMs = 5000;
const shareMs = 2;
/** Compiling one schema may take this long. */
const maxSchemaMs = 5000;

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
  #records = 0;

  /** @param elapsed milliseconds since some moment, on a clock that never steps. */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  /** Compiles a schema. @throws TimeBudgetError after 5 s. @throws what the work throws. */
  compile(work: () => void): void {
    this.#run(work, maxSchemaMs, `it took more than ${maxSchemaMs / 1000} s`);
  }

  /** Checks a record. @throws TimeBudgetError when the budget is used up. @throws what the work throws. */
  check(work: () => void): void {
    if (this.#spentMs > maxTotalMs + this.#records * shareMs) {
      const seconds = Math.round(this.#spentMs / 1000);
      throw new TimeBudgetError(
        `it took ${seconds} s for ${this.#records} ${this.#records === 1 ? "record" : "records"}`,
      );
    }
    this.#records += 1;
    const start = this.#elapsed();
    try {
      this.#run(work, maxRecordMs, `it took more than ${maxRecordMs / 1000} s for one record`);
    } finally {
      this.#spentMs += this.#elapsed() - start;
    }
  }

  #run(work: () => void, timeout: number, message: string): void {
    this.#scope.work = work;
    try {
      this.#call.runInContext(this.#context, { timeout });
    } catch (error) {
      throw isTimeout(error) ? new TimeBudgetError(message, { cause: error }) : error;
    }
  }
}

function isTimeout(error: unknown): boolean {
  // Made in another realm on some runtimes, where `instanceof Error` is false.
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
}
