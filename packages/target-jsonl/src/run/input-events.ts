import { InputError } from "../errors/input-error.ts";
import type { Clock } from "./clock.ts";

/** What comes next: input, its end, a point in time, or the order to stop. */
export type InputEvent =
  | { readonly kind: "chunk"; readonly bytes: Uint8Array }
  | { readonly kind: "end" }
  /** It is `alarmAt`, or {@link InputEvents.wake} was called. */
  | { readonly kind: "alarm" }
  | { readonly kind: "stop" };

interface Failure {
  readonly kind: "failure";
  readonly error: unknown;
}

/**
 * Waits for input, for a point in time, and for the order to stop, whichever comes first. The order to stop does not
 * wait for the input: an orchestrator can leave it open and send nothing.
 */
export class InputEvents {
  readonly #input: AsyncIterator<Uint8Array>;
  readonly #signal: AbortSignal;
  readonly #clock: Clock;
  #reading = false;
  #arrived: InputEvent | Failure | undefined;
  #rouse: (() => void) | undefined;

  constructor(input: AsyncIterable<Uint8Array>, signal: AbortSignal, clock: Clock) {
    this.#input = input[Symbol.asyncIterator]();
    this.#signal = signal;
    this.#clock = clock;
    signal.addEventListener("abort", () => this.wake(), { once: true });
  }

  /** Ends the wait of {@link next} with an alarm. */
  wake(): void {
    this.#rouse?.();
  }

  /** The next event; an alarm at `alarmAt`, in the time of {@link Clock.elapsed}. @throws InputError */
  async next(alarmAt: number | undefined): Promise<InputEvent> {
    this.#read();
    if (this.#arrived === undefined && !this.#signal.aborted) await this.#sleep(alarmAt);
    if (this.#signal.aborted) return { kind: "stop" };
    const event = this.#arrived;
    if (event === undefined) return { kind: "alarm" };
    this.#arrived = undefined;
    if (event.kind === "failure") throw unreadable(event.error);
    return event;
  }

  #read(): void {
    if (this.#reading || this.#arrived !== undefined) return;
    this.#reading = true;
    const deliver = (event: InputEvent | Failure): void => {
      this.#reading = false;
      this.#arrived = event;
      this.wake();
    };
    this.#input.next().then(
      (result) => deliver(result.done === true ? { kind: "end" } : { kind: "chunk", bytes: result.value }),
      (error: unknown) => deliver({ kind: "failure", error }),
    );
  }

  #sleep(alarmAt: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const cancel =
        alarmAt === undefined
          ? undefined
          : this.#clock.after(Math.max(0, alarmAt - this.#clock.elapsed()), resolve);
      this.#rouse = () => {
        cancel?.();
        this.#rouse = undefined;
        resolve();
      };
    });
  }
}

function unreadable(error: unknown): InputError {
  const found = error instanceof Error ? error.message : String(error);
  return new InputError(`Cannot read the input: ${found}`, {
    cause: error,
    hint: "Run again from the last state",
  });
}
