import type { CommandHost, StopSignal } from "./host.ts";

const EXIT_CODES: { readonly [signal in StopSignal]: number } = { SIGINT: 130, SIGTERM: 143 };

/** Who asked: a person or Meltano, a reader that went away, a test that has seen enough. */
export type StopReason = StopSignal | "closed output" | "test complete";

/** Why a command was asked to stop, and the signal to hand on. */
export class StopControl {
  readonly #controller = new AbortController();
  #reason: StopReason | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Undefined while nobody asked. */
  get reason(): StopReason | undefined {
    return this.#reason;
  }

  stop(reason: StopReason): void {
    this.#reason ??= reason;
    this.#controller.abort();
  }

  /**
   * Hears the host's signals: the first stops in order, the second at once (exit 130 or 143).
   *
   * @returns a function that stops hearing.
   */
  listen(host: CommandHost, onSignal: (signal: StopSignal) => void): () => void {
    let isStopping = false;
    return host.onSignal((signal) => {
      if (isStopping) return host.exit(EXIT_CODES[signal]);
      isStopping = true;
      onSignal(signal);
      this.stop(signal);
    });
  }
}
