import { describe, expect, test } from "vitest";
import { Checkpoints } from "./checkpoints.ts";

/** A disk whose syncs end when the test says so, and a clock that stands still until told. */
function setUp(): {
  checkpoints: Checkpoints;
  log: string[];
  clock: { time: number; wallTime: number };
  endSync: (failure?: Error) => Promise<void>;
} {
  const log: string[] = [];
  const clock = { time: 0, wallTime: 0 };
  let settleSync: ((failure?: Error) => void) | undefined;
  const checkpoints = new Checkpoints({
    isHeld: false,
    clock: { now: () => clock.wallTime, elapsed: () => clock.time, after: () => () => undefined },
    flush: () => log.push("flush"),
    sync: () => {
      log.push("sync");
      return new Promise((resolve, reject) => {
        settleSync = (failure) => (failure === undefined ? resolve() : reject(failure));
      });
    },
    print: async (state) => {
      log.push(`print ${state}`);
      return Promise.resolve();
    },
    onSettled: () => log.push("settled"),
  });
  const endSync = async (failure?: Error): Promise<void> => {
    settleSync?.(failure);
    await checkpoints.settle().catch(() => undefined);
  };
  return { checkpoints, log, clock, endSync };
}

describe("Checkpoints", () => {
  test("prints a state only when the rows before it are durable, and only the newest of a group", async () => {
    const { checkpoints, log, clock, endSync } = setUp();
    checkpoints.take("1");
    checkpoints.take("2");
    checkpoints.commitIfDue();
    expect(log).toEqual([]);
    clock.time = 1000;
    checkpoints.commitIfDue();
    expect(log).toEqual(["flush", "sync"]);
    checkpoints.take("3");
    await endSync();
    expect(log).toEqual(["flush", "sync", "print 2", "settled"]);
  });

  test("runs one commit at a time and starts the next a second after the last began", async () => {
    const { checkpoints, log, clock, endSync } = setUp();
    checkpoints.take("1");
    clock.time = 1000;
    checkpoints.commitIfDue();
    checkpoints.take("2");
    clock.time = 5000;
    expect(checkpoints.dueAt()).toBeUndefined();
    checkpoints.commitIfDue();
    expect(log).toEqual(["flush", "sync"]);
    await endSync();
    expect(checkpoints.dueAt()).toBe(2000);
    checkpoints.commitIfDue();
    expect(log.slice(-2)).toEqual(["flush", "sync"]);
  });

  test("commits on time though the clock of the machine steps back an hour, and tells its date by that clock", async () => {
    const { checkpoints, log, clock, endSync } = setUp();
    checkpoints.take("1");
    clock.wallTime = -3_600_000;
    clock.time = 1000;
    checkpoints.commitIfDue();
    await endSync();
    expect(log).toContain("print 1");
    expect(checkpoints.lastCommitAt).toBe(-3_600_000);
    checkpoints.take("2");
    expect(checkpoints.dueAt()).toBe(2000);
  });

  test("finishes with a sync even when no state waits, and prints nothing then", async () => {
    const { checkpoints, log, endSync } = setUp();
    const finished = checkpoints.finish();
    await new Promise((resolve) => setImmediate(resolve));
    await endSync();
    await finished;
    expect(log).toEqual(["flush", "sync", "settled"]);
  });

  test("prints no state after a sync failed, then or later", async () => {
    const { checkpoints, log, clock, endSync } = setUp();
    checkpoints.take("1");
    clock.time = 1000;
    checkpoints.commitIfDue();
    await endSync(new Error("no such disk"));
    expect(() => checkpoints.commitIfDue()).toThrow("no such disk");
    await expect(checkpoints.finish()).rejects.toThrow("no such disk");
    expect(log).toEqual(["flush", "sync", "settled"]);
  });
});
