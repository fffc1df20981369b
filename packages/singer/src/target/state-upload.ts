import { InvalidInputError } from "../errors.ts";
import type { Logger } from "../logs/logger.ts";
import { problemOfAddress, putStateJson, type Transport } from "../state/remote-state.ts";

/** States come every few milliseconds; an object store is written less often, and at the end in any case. */
const betweenMs = 10_000;

/** What an upload needs. */
export interface StateUploadOptions extends Transport {
  readonly address: string;
  readonly logger: Logger;
  /** Milliseconds of a clock that never steps. */
  readonly elapsedMs: () => number;
}

/** Writes the states of a target to an address: each one only when its rows are stored, and never an older one after it. */
export class StateUpload {
  readonly #options: StateUploadOptions;
  #newest: string | undefined;
  #stored: string | undefined;
  #beganMs = -Infinity;
  #underWay: Promise<void> = Promise.resolve();
  #isUnderWay = false;

  /** @throws InvalidInputError when nothing can be written there. */
  constructor(options: StateUploadOptions) {
    this.#options = options;
    const message = problemOfAddress(options.address);
    if (message !== undefined)
      throw new InvalidInputError("Cannot write the state", [{ place: "--state-output", message }]);
  }

  /** Takes a state whose rows are stored. Does not wait until it is written. */
  take(json: string): void {
    this.#newest = json;
    const { elapsedMs, logger } = this.#options;
    if (this.#isUnderWay || elapsedMs() - this.#beganMs < betweenMs) return;
    this.#beganMs = elapsedMs();
    this.#isUnderWay = true;
    this.#underWay = this.#put(json)
      .catch((error: unknown) => {
        logger.warning(error instanceof Error ? error.message : String(error));
      })
      .finally(() => (this.#isUnderWay = false));
  }

  /** Writes the newest state. @throws InvalidInputError when it is not stored. */
  async finish(): Promise<void> {
    await this.#underWay;
    if (this.#newest !== undefined && this.#newest !== this.#stored) await this.#put(this.#newest);
  }

  async #put(json: string): Promise<void> {
    const attempt = "Cannot write the state; the last line on stdout has it";
    await putStateJson(attempt, this.#options.address, json, this.#options);
    this.#stored = json;
  }
}
