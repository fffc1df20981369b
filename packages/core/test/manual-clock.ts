import type { Clock } from "../src/graph/ports.ts";

/** A clock that jumps instead of waiting, and remembers how far it was asked to wait. */
export class ManualClock implements Clock {
  nowMs: number;
  readonly sleeps: number[] = [];

  constructor(nowMs = Date.UTC(2026, 8, 1)) {
    this.nowMs = nowMs;
  }

  now(): number {
    return this.nowMs;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(ms);
    const wakeAtMs = this.nowMs + ms;
    // Let whatever else is under way begin its sleep as well, then wake in order of time.
    await new Promise((resolve) => setImmediate(resolve));
    this.nowMs = Math.max(this.nowMs, wakeAtMs);
  }
}
