import type { Logger } from "@tap-instagram/singer";
import { InputError } from "../errors/input-error.ts";
import type { RecordCheck, SchemaCompiler } from "./compile-schema.ts";

/** So many records that do not fit are named one by one; the rest are counted. */
const maxNamed = 5;

/** Holds the records of one stream against its schema. */
export class RecordValidator {
  readonly #mode: "warn" | "fail";
  readonly #logger: Logger;
  readonly #compiler: SchemaCompiler;
  /** By the schema's text: many taps send the same one again and again, and making it ready takes milliseconds. */
  readonly #checks: Map<string, RecordCheck> = new Map();
  #checkRecord: RecordCheck;
  #misfits = 0;

  constructor(mode: "warn" | "fail", logger: Logger, compiler: SchemaCompiler, schema: unknown) {
    this.#mode = mode;
    this.#logger = logger;
    this.#compiler = compiler;
    this.#checkRecord = this.#checkFor(schema);
  }

  /** A SCHEMA came, a new one or the same again. */
  use(schema: unknown): void {
    this.#checkRecord = this.#checkFor(schema);
  }

  /** @throws InputError when a record does not fit and that is to end the run. */
  check(record: Uint8Array): void {
    const problem = this.#checkRecord(JSON.parse(new TextDecoder().decode(record)));
    if (problem === undefined) return;
    if (this.#mode === "fail") throw new InputError(`the record does not fit its schema: ${problem}`);
    this.#misfits += 1;
    if (this.#misfits <= maxNamed) this.#logger.warning(`a record does not fit its schema: ${problem}`);
  }

  /** Tells how many records did not fit. */
  report(): void {
    if (this.#misfits > maxNamed) this.#logger.warning(`${this.#misfits} records did not fit their schema`);
  }

  #checkFor(schema: unknown): RecordCheck {
    const text = JSON.stringify(schema);
    const check = this.#checks.get(text) ?? this.#compile(schema);
    this.#checks.set(text, check);
    return check;
  }

  /** A schema that cannot be read is the tap's mistake; its rows are still worth keeping. */
  #compile(schema: unknown): RecordCheck {
    try {
      return this.#compiler(schema);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (this.#mode === "fail") throw new InputError(`the schema cannot be used to validate: ${reason}`);
      this.#logger.warning(
        `the schema cannot be used to validate, so that records are not checked: ${reason}`,
      );
      return () => undefined;
    }
  }
}
