/** A clock that jumps instead of waiting, and remembers how far it was asked to wait. */
export class ManualClock {
  nowMs: number;
  readonly sleeps: number[] = [];

  constructor(nowMs: number = Date.UTC(2026, 8, 1)) {
    this.nowMs = nowMs;
  }

  now(): number {
    return this.nowMs;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(ms);
    const wakeAtMs = this.nowMs + ms;
    // Everything else that is under way begins its sleep, too, before the first wakes.
    await new Promise((resolve) => setImmediate(resolve));
    this.nowMs = Math.max(this.nowMs, wakeAtMs);
  }
}
