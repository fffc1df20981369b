import type { CommandHost, StopSignal } from "./host.ts";

/** `timeout`, npx and a Ctrl-C under Meltano send what is one order to us two times over: to the process, and to its group. */
const sameOrderMs = 1000;
const exitCodes: { readonly [signal in StopSignal]: number } = { SIGINT: 130, SIGTERM: 143 };

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

  /** What a shell expects of a command that was broken off: 130 or 143 for a signal, else 0. */
  get exitCode(): number | undefined {
    switch (this.#reason) {
      case undefined:
        return undefined;
      case "SIGINT":
      case "SIGTERM":
        return exitCodes[this.#reason];
      default:
        return 0;
    }
  }

  stop(reason: StopReason): void {
    this.#reason ??= reason;
    this.#controller.abort();
  }

  /**
   * Hears the host's signals: the first stops in order, another one at once (exit 130 or 143), unless it comes
   * within a second of the first.
   *
   * @returns a function that stops hearing.
   */
  listen(host: CommandHost, onSignal: (signal: StopSignal) => void): () => void {
    let stoppedAtMs: number | undefined;
    return host.onSignal((signal) => {
      if (stoppedAtMs !== undefined) {
        if (host.now() - stoppedAtMs >= sameOrderMs) host.exit(exitCodes[signal]);
        return;
      }
      stoppedAtMs = host.now();
      onSignal(signal);
      this.stop(signal);
    });
  }
}
