import { describe, expect, test } from "vitest";
import type { Clock } from "./clock.ts";
import { InputEvents } from "./input-events.ts";

async function* chunks(...all: number[][]): AsyncIterable<Uint8Array> {
  for (const bytes of all) yield await Promise.resolve(Uint8Array.from(bytes));
}

async function* broken(): AsyncIterable<Uint8Array> {
  yield Promise.reject<Uint8Array>(new Error("broken pipe"));
}

async function* never(): AsyncIterable<Uint8Array> {
  await new Promise(() => undefined);
  yield new Uint8Array();
}

function manualClock(): Clock & { pass(ms: number): void } {
  let time = 0;
  const timers = new Set<{ at: number; callback: () => void }>();
  return {
    now: () => 0,
    elapsed: () => time,
    after(delayMs, callback) {
      const timer = { at: time + delayMs, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    pass(ms) {
      time += ms;
      for (const timer of timers) {
        if (timer.at > time) continue;
        timers.delete(timer);
        timer.callback();
      }
    },
  };
}

describe("InputEvents", () => {
  test("gives the chunks, then the end", async () => {
    const events = new InputEvents(chunks([1], [2]), new AbortController().signal, manualClock());
    expect(await events.next(undefined)).toEqual({ kind: "chunk", bytes: Uint8Array.of(1) });
    expect(await events.next(undefined)).toEqual({ kind: "chunk", bytes: Uint8Array.of(2) });
    expect(await events.next(undefined)).toEqual({ kind: "end" });
  });

  test("rings while the input is silent, and loses no chunk by it", async () => {
    const send: ((value: Uint8Array) => void)[] = [];
    const input = {
      [Symbol.asyncIterator]: () => ({
        next: () =>
          new Promise<IteratorResult<Uint8Array>>((resolve) => {
            send.push((value) => resolve({ done: false, value }));
          }),
      }),
    };
    const clock = manualClock();
    const events = new InputEvents(input, new AbortController().signal, clock);
    const first = events.next(1000);
    clock.pass(999);
    clock.pass(1);
    expect(await first).toEqual({ kind: "alarm" });
    const second = events.next(undefined);
    expect(send).toHaveLength(1);
    send[0]?.(Uint8Array.of(7));
    expect(await second).toEqual({ kind: "chunk", bytes: Uint8Array.of(7) });
  });

  test("stops at once when told to, though the input neither speaks nor ends", async () => {
    const stop = new AbortController();
    const events = new InputEvents(never(), stop.signal, manualClock());
    const event = events.next(undefined);
    stop.abort();
    expect(await event).toEqual({ kind: "stop" });
    expect(await events.next(undefined)).toEqual({ kind: "stop" });
  });

  test("passes on what the input failed with", async () => {
    const events = new InputEvents(broken(), new AbortController().signal, manualClock());
    await expect(events.next(undefined)).rejects.toThrow("broken pipe");
  });
});
