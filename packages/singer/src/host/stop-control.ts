import type { CommandHost, StopSignal } from "./host.ts";

/** `timeout`, npx and Ctrl-C under Meltano send the same signal twice: to the process and to its process group. */
const sameOrderMs = 1000;
const exitCodes: { readonly [signal in StopSignal]: number } = {
  SIGINT: 130,
  SIGTERM: 143,
  SIGHUP: 129,
};

/** Why a command stops: a signal, a reader that is gone, or a test that has enough records. */
export type StopReason = StopSignal | "closed output" | "test complete";

/** Whether and why a command has to stop. */
export class StopControl {
  readonly #controller = new AbortController();
  #reason: StopReason | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Undefined until it has to stop. */
  get reason(): StopReason | undefined {
    return this.#reason;
  }

  /** The exit code of a command that was interrupted: 129, 130 or 143 after a signal, else 0. */
  get exitCode(): number | undefined {
    switch (this.#reason) {
      case undefined:
        return undefined;
      case "SIGINT":
      case "SIGTERM":
      case "SIGHUP":
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
   * Listens to the host's signals. The first one stops the work in an orderly way, another one ends the process at once
   * (exit code 129, 130 or 143), unless it comes within a second of the first.
   *
   * @returns a function that stops listening.
   */
  listen(host: CommandHost, onSignal: (signal: StopSignal) => void): () => void {
    let stoppedAtMs: number | undefined;
    return host.onSignal((signal) => {
      if (stoppedAtMs !== undefined) {
        if (host.elapsedMs() - stoppedAtMs >= sameOrderMs) host.exit(exitCodes[signal]);
        return;
      }
      stoppedAtMs = host.elapsedMs();
      onSignal(signal);
      this.stop(signal);
    });
  }
}
