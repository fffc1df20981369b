import { describe, expect, test } from "vitest";
import { CommitSchedule } from "./commit-schedule.ts";

const mib = 1024 * 1024;

describe("CommitSchedule", () => {
  test("asks for nothing while no state waits, however much came", () => {
    const clock = new CommitSchedule(0);
    clock.bytesTaken(500 * mib);
    expect(clock.dueAt()).toBeUndefined();
  });

  test("asks for a commit a second after the last one, and at once when that is past", () => {
    const clock = new CommitSchedule(5000);
    clock.stateTaken();
    expect(clock.dueAt()).toBe(6000);
    clock.commitStarted(6100);
    expect(clock.dueAt()).toBeUndefined();
    clock.stateTaken();
    clock.stateTaken();
    expect(clock.dueAt()).toBe(7100);
  });

  test("asks at once when 64 MiB came since the last commit", () => {
    const clock = new CommitSchedule(5000);
    clock.stateTaken();
    clock.bytesTaken(64 * mib);
    expect(clock.dueAt()).toBe(5000);
    clock.commitStarted(5100);
    clock.stateTaken();
    expect(clock.dueAt()).toBe(6100);
  });
});
