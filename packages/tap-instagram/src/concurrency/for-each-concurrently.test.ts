import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { forEachConcurrently } from "./for-each-concurrently.ts";

const never = new AbortController().signal;

/** Waits for the end of a signal. */
function aborted(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) =>
    signal.addEventListener("abort", () => resolve(signal.reason), { once: true }),
  );
}

describe("tasks for many items", () => {
  test("end together where one of them fails, and its failure is thrown after the others have ended", async () => {
    const failure = new Error("two");
    const reasons: unknown[] = [];
    const all = forEachConcurrently([1, 2, 3, 4], 3, never, async (item, signal) => {
      if (item === 2) throw failure;
      reasons.push(await aborted(signal));
    });
    await expect(all).rejects.toBe(failure);
    expect(reasons).toEqual([failure, failure]);
  });

  test("end where the caller's signal aborts, and no other task begins", async () => {
    const stop = new AbortController();
    const begun: number[] = [];
    const all = forEachConcurrently([1, 2, 3, 4], 2, stop.signal, async (item, signal) => {
      begun.push(item);
      if (item === 2) stop.abort(new Error("stopped"));
      else await aborted(signal);
    });
    await expect(all).rejects.toThrow("stopped");
    expect(begun).toEqual([1, 2]);
  });

  test("have a signal each, which nothing listens to once they have ended", async () => {
    const signals = new Set<AbortSignal>();
    const stop = new AbortController();
    await forEachConcurrently(Array.from({ length: 100 }).keys(), 8, stop.signal, async (_, signal) => {
      signals.add(signal);
      await new Promise((resolve) => setImmediate(resolve));
    });
    expect(signals.size).toBe(100);
    expect(getEventListeners(stop.signal, "abort")).toEqual([]);
    stop.abort();
    expect([...signals].some(({ aborted: isAborted }) => isAborted)).toBe(false);
  });
});
