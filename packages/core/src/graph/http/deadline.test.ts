import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { DeadlineError, withDeadline } from "./deadline.ts";

const never = () => new Promise<never>(() => undefined);

test("a deadline ends work that does not hear its signal", async () => {
  await expect(withDeadline(20, undefined, never)).rejects.toThrow(DeadlineError);
});

test("a stop ends work that does not hear its signal, with the reason of the stop", async () => {
  const stop = new AbortController();
  const work = withDeadline(60_000, stop.signal, never);
  stop.abort(new Error("told to stop"));
  await expect(work).rejects.toThrow("told to stop");
});

test("work that ends in time keeps its result, and its failure", async () => {
  expect(await withDeadline(60_000, undefined, async () => 7)).toBe(7);
  const failing = withDeadline(60_000, undefined, async () => {
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
});

test("work that fails after its deadline disturbs nobody", async () => {
  const late = withDeadline(1, undefined, async () => {
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    throw new Error("too late");
  });
  await expect(late).rejects.toThrow(DeadlineError);
  await new Promise((resolve) => {
    setTimeout(resolve, 40);
  });
});

test.each([
  ["a result", async () => "answer"],
  ["a failure", () => Promise.reject(new Error("no"))],
])("after %s nothing listens to a signal any more, so an answer is held by nobody", async (_, end) => {
  const stop = new AbortController();
  const signals = [stop.signal];
  const work = withDeadline<string>(60_000, stop.signal, (signal) => {
    signals.push(signal);
    return end();
  });
  await work.catch(() => undefined);
  expect(signals).toHaveLength(2);
  for (const signal of signals) expect(getEventListeners(signal, "abort")).toEqual([]);
});
