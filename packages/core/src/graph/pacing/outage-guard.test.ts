import { ManualClock } from "test-tools/clock";
import { expect, test } from "vitest";
import { TransientError } from "../errors/errors.ts";
import type { Budget } from "./budget.ts";
import { OutageGuard } from "./outage-guard.ts";
import { transientPolicy } from "./retry.ts";

const error = new TransientError("No answer", { endpoint: "GET /me", reason: "timeout" });
const account: Budget = { type: "instagram", id: "1" };

function failing(times: number, { maxRetries = 2, clock = new ManualClock() } = {}): OutageGuard {
  const guard = new OutageGuard({ clock, concurrency: 2, retryPolicy: { ...transientPolicy, maxRetries } });
  for (let failure = 0; failure < times; failure += 1) guard.failed("app", error);
  return guard;
}

/** A guard in an outage in which all probes were in vain. */
async function lasting(clock = new ManualClock()): Promise<OutageGuard> {
  const guard = failing(6, { clock });
  while (guard.mayEnd(error)) await guard.run(async () => guard.failed("app", error));
  return guard;
}

test("a few failures in a row are no outage, and one answer between them starts the count anew", () => {
  const guard = failing(5);
  expect(guard.isOutage).toBe(false);
  guard.answered();
  guard.failed("app", error);
  expect(guard.isOutage).toBe(false);
});

test("one request that fails through all its retries is no outage, whatever the concurrency", () => {
  expect(failing(7, { maxRetries: 6 }).isOutage).toBe(false);
  expect(failing(8, { maxRetries: 6 }).isOutage).toBe(true);
});

test("in an outage one request at a time probes, each after a longer delay, and others take their turn", async () => {
  const clock = new ManualClock();
  const guard = failing(8, { maxRetries: 6, clock });
  const order: string[] = [];
  let underWay = 0;
  const ask = async (name: string) => {
    while (guard.mayEnd(error)) {
      await guard.run(async () => {
        underWay += 1;
        order.push(`${name}${underWay}`);
        await new Promise((resolve) => setImmediate(resolve));
        guard.failed("app", error);
        underWay -= 1;
      });
    }
  };
  await Promise.all([ask("a"), ask("b"), ask("c")]);
  expect(order.slice(0, 6)).toEqual(["a1", "b1", "c1", "a1", "b1", "c1"]);
  expect(clock.sleeps.slice(0, 6)).toEqual([500, 1000, 2000, 4000, 8000, 16_000]);
});

test("the first answer ends an outage: what waits for it is asked", async () => {
  const guard = failing(6);
  const asked: string[] = [];
  const first = guard.run(async () => {
    asked.push("first");
    guard.answered();
  });
  await Promise.all([
    first,
    guard.run(async () => asked.push("second")),
    guard.run(async () => asked.push("third")),
  ]);
  expect(asked).toEqual(["first", "second", "third"]);
  expect(guard.isOutage).toBe(false);
});

test("a signal ends the wait for a probe", async () => {
  const guard = failing(6);
  const stop = new AbortController();
  const probe = guard.run(() => new Promise((resolve) => setTimeout(resolve, 50)));
  const waiting = guard.run(() => Promise.resolve("asked"), stop.signal);
  stop.abort(new Error("stopped"));
  await expect(waiting).rejects.toThrow("stopped");
  await probe;
});

test("in an outage that lasts a budget that failed is not asked again, and another one is probed", async () => {
  const guard = await lasting();
  expect(guard.mayEnd(error)).toBe(false);
  expect(guard.failureOf(account)).toBeUndefined();
  guard.failed(account, error);
  expect(guard.failureOf(account)).toBe(error);
  expect(guard.failureOf({ type: "instagram", id: "17841400000000001" })).toBeUndefined();
  guard.answered();
  expect(guard.failureOf(account)).toBeUndefined();
});

test("after a dozen timeouts in a row the API is given up, and an answer before that starts the count anew", () => {
  expect(failing(11).unanswered).toBeUndefined();
  const guard = failing(11);
  guard.answered();
  guard.failed("app", error);
  expect(guard.unanswered).toBeUndefined();
  expect(failing(12).unanswered).toBe(12);
});

test("failures that cost no waiting are not counted as timeouts", () => {
  const guard = failing(0);
  const refused = new TransientError("Refused", { endpoint: "GET /me", reason: "no-network" });
  for (let failure = 0; failure < 50; failure += 1) guard.failed("app", refused);
  expect(guard.unanswered).toBeUndefined();
});

test("what no other try mends ends the patience at once", () => {
  const certificate = new TransientError("Not trusted", { endpoint: "GET /me", reason: "certificate" });
  expect(failing(6).mayEnd(certificate)).toBe(false);
});
