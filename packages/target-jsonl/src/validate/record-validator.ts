import type { Logger } from "@tap-instagram/singer";
import { InputError } from "../errors/input-error.ts";
import type { RecordCheck, SchemaCompiler } from "./compile-schema.ts";
import { needsBudget } from "./needs-budget.ts";
import type { TimeBudget } from "./time-budget.ts";

/** Records that do not fit are logged one by one up to this number; all are counted. */
const maxNamed = 5;
/** Schemas of a stream that are kept ready. */
const maxChecks = 20;

export interface RecordValidatorOptions {
  /** `warn` logs what is wrong and never ends the run. */
  readonly mode: "warn" | "fail";
  readonly logger: Logger;
  readonly compile: SchemaCompiler;
  /** Shared by all streams of a run. */
  readonly budget: TimeBudget;
}

/** Checks the records of one stream against its schema. */
export class RecordValidator {
  readonly #options: RecordValidatorOptions;
  /** By the text of the schema: many taps send the same one again and again, and compiling takes milliseconds. */
  readonly #checks: Map<string, RecordCheck> = new Map();
  #text = "";
  #misfits = 0;

  constructor(options: RecordValidatorOptions, schema: unknown) {
    this.#options = options;
    this.use(schema);
  }

  /** A SCHEMA came, a new one or the same again. @throws InputError when it cannot be used, under `fail`. */
  use(schema: unknown): void {
    this.#text = JSON.stringify(schema);
    if (this.#checks.has(this.#text)) return;
    const [oldest = ""] = this.#checks.keys();
    if (this.#checks.size >= maxChecks) this.#checks.delete(oldest);
    this.#checks.set(this.#text, this.#compile(schema));
  }

  /** @throws InputError when the record does not fit, under `fail`. */
  check(record: Uint8Array): void {
    const problem = this.#problemOf(record);
    if (problem === undefined) return;
    const { mode, logger } = this.#options;
    if (mode === "fail") throw new InputError(`the record does not fit its schema: ${problem}`);
    this.#misfits += 1;
    if (this.#misfits <= maxNamed) logger.warning(`a record does not fit its schema: ${problem}`);
  }

  /** Logs how many records did not fit. */
  report(): void {
    if (this.#misfits > maxNamed)
      this.#options.logger.warning(`${this.#misfits} records did not fit their schema`);
  }

  #problemOf(record: Uint8Array): string | undefined {
    const check = this.#checks.get(this.#text);
    try {
      return check?.(JSON.parse(new TextDecoder().decode(record)));
    } catch (error) {
      this.#checks.set(this.#text, this.#giveUp("checking a record failed", error));
      return undefined;
    }
  }

  #compile(schema: unknown): RecordCheck {
    const { compile, budget } = this.#options;
    const checks: RecordCheck[] = [];
    try {
      budget.compile(() => checks.push(compile(schema)));
    } catch (error) {
      return this.#giveUp("the schema cannot be used", error);
    }
    const [check = (): undefined => undefined] = checks;
    return needsBudget(schema) ? this.#guarded(check) : check;
  }

  #guarded(check: RecordCheck): RecordCheck {
    return (record) => {
      let problem: string | undefined;
      this.#options.budget.check(() => {
        problem = check(record);
      });
      return problem;
    };
  }

  /** A schema that cannot be used is a mistake of the tap; the rows are still worth keeping. */
  #giveUp(what: string, error: unknown): RecordCheck {
    const reason = error instanceof Error ? error.message : String(error);
    if (this.#options.mode === "fail") {
      throw new InputError(`${what}: ${reason}`, {
        hint: "Set validate_records to warn or off, or let the tap send a simpler schema",
      });
    }
    this.#options.logger.warning(`${what}: ${reason}. Records with this schema are not checked`);
    return () => undefined;
  }
}
