import type { Clock } from "@tap-instagram/core";

/** A clock that jumps instead of waiting. */
export class ManualClock implements Clock {
  #nowMs: number;

  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  now(): number {
    return this.#nowMs;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const wakeAtMs = this.#nowMs + ms;
    await new Promise((resolve) => setImmediate(resolve));
    this.#nowMs = Math.max(this.#nowMs, wakeAtMs);
  }
}
