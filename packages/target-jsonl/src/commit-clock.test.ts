import { describe, expect, it } from "vitest";
import { CommitClock } from "./commit-clock.ts";

const MIB = 1024 * 1024;

describe("CommitClock", () => {
  it("asks for nothing while no state waits, however much came", () => {
    const clock = new CommitClock(0);
    clock.bytesTaken(500 * MIB);
    expect(clock.dueAt()).toBeUndefined();
  });

  it("asks for a commit a second after the last one, and at once when that is past", () => {
    const clock = new CommitClock(5000);
    clock.stateTaken();
    expect(clock.dueAt()).toBe(6000);
    clock.commitStarted(6100);
    expect(clock.dueAt()).toBeUndefined();
    clock.stateTaken();
    clock.stateTaken();
    expect(clock.dueAt()).toBe(7100);
  });

  it("asks at once when 64 MiB came since the last commit", () => {
    const clock = new CommitClock(5000);
    clock.stateTaken();
    clock.bytesTaken(64 * MIB);
    expect(clock.dueAt()).toBe(5000);
    clock.commitStarted(5100);
    clock.stateTaken();
    expect(clock.dueAt()).toBe(6100);
  });
});
