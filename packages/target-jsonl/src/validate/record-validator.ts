import type { Logger } from "@tap-instagram/singer";
import { DataProblem } from "../data-problem.ts";
import { compileSchema, type CompiledSchema } from "./compile-schema.ts";

/** So many records that do not fit are named one by one; the rest are counted. */
const MAX_NAMED = 5;

/** Holds the records of one stream against its schema. */
export class RecordValidator {
  readonly #mode: "warn" | "fail";
  readonly #logger: Logger;
  #schema: CompiledSchema;
  #misfits = 0;

  constructor(mode: "warn" | "fail", logger: Logger, schema: unknown) {
    this.#mode = mode;
    this.#logger = logger;
    this.#schema = this.#compile(schema);
  }

  /** A new schema came. */
  use(schema: unknown): void {
    this.#schema = this.#compile(schema);
  }

  /** @throws {DataProblem} when a record does not fit and that is to end the run. */
  check(record: Uint8Array): void {
    const problem = this.#schema.check(JSON.parse(new TextDecoder().decode(record)));
    if (problem === undefined) return;
    if (this.#mode === "fail") throw new DataProblem(`the record does not fit its schema: ${problem}`);
    this.#misfits++;
    if (this.#misfits <= MAX_NAMED) this.#logger.warning(`a record does not fit its schema: ${problem}`);
  }

  /** Tells how many records did not fit. */
  report(): void {
    if (this.#misfits > MAX_NAMED) this.#logger.warning(`${this.#misfits} records did not fit their schema`);
  }

  #compile(schema: unknown): CompiledSchema {
    const compiled = compileSchema(schema);
    if (compiled.unchecked.length > 0) {
      this.#logger.warning(`validate_records does not check ${compiled.unchecked.join(", ")}`);
    }
    return compiled;
  }
}
