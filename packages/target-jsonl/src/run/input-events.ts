import type { Clock } from "./clock.ts";

/** What comes next: input, its end, a point in time, or the order to stop. */
export type InputEvent =
  | { readonly kind: "chunk"; readonly bytes: Uint8Array }
  | { readonly kind: "end" }
  /** The time asked for has come, or {@link InputEvents.wake} was called. */
  | { readonly kind: "alarm" }
  | { readonly kind: "stop" };

interface Failure {
  readonly kind: "failure";
  readonly error: unknown;
}

/**
 * Waits for input, time and the order to stop at once. The order to stop does not wait for the input, which an
 * orchestrator may leave open for ever.
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

  /** Ends the waiting of {@link next} with an alarm. */
  wake(): void {
    this.#rouse?.();
  }

  /** The next event; an alarm when nothing else comes before `alarmAt`, in the clock's time. */
  async next(alarmAt: number | undefined): Promise<InputEvent> {
    this.#read();
    if (this.#arrived === undefined && !this.#signal.aborted) await this.#sleep(alarmAt);
    if (this.#signal.aborted) return { kind: "stop" };
    const event = this.#arrived;
    if (event === undefined) return { kind: "alarm" };
    this.#arrived = undefined;
    if (event.kind === "failure") throw event.error;
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
          : this.#clock.after(Math.max(0, alarmAt - this.#clock.now()), resolve);
      this.#rouse = () => {
        cancel?.();
        this.#rouse = undefined;
        resolve();
      };
    });
  }
}
