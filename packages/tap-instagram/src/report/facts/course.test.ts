import type { Budget } from "@tap-instagram/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Course } from "./course.ts";

const budget: Budget = "app";

test("keeps at most 120 moments of a run of any length, and loses nothing of what happened", () => {
  const step = fc.record({
    afterMs: fc.nat({ max: 50_000_000 }),
    calls: fc.nat({ max: 50 }),
    isFailure: fc.boolean(),
    waitMs: fc.option(fc.nat({ max: 5_000_000 })),
    percent: fc.option(fc.nat({ max: 100 })),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
      let nowMs = 12_345;
      const course = new Course(() => nowMs);
      let waited = 0;
      for (const { afterMs, calls, isFailure, waitMs, percent } of steps) {
        nowMs += afterMs;
        course.observer.onRequest?.({
          endpoint: "GET /",
          status: isFailure ? 500 : 200,
          durationMs: 1,
          quotaCalls: calls,
        });
        if (percent !== null) course.observer.onUsage?.({ budget, percent, regainAccessMs: 0 });
        if (waitMs !== null) {
          course.observer.onWait?.({ budget, waitMs });
          nowMs += waitMs;
          waited += waitMs;
        }
      }
      const { moments, widthMs } = course.facts;
      const sum = (of: (moment: (typeof moments)[number]) => number) =>
        moments.reduce((all, moment) => all + of(moment), 0);
      expect(moments.length).toBeLessThanOrEqual(120);
      expect(moments.map(({ fromMs }) => fromMs)).toEqual(moments.map((_, at) => at * widthMs));
      expect(sum(({ requests }) => requests)).toBe(steps.length);
      expect(sum(({ failures }) => failures)).toBe(steps.filter(({ isFailure }) => isFailure).length);
      expect(sum(({ calls }) => calls)).toBe(steps.reduce((all, { calls }) => all + calls, 0));
      expect(sum(({ waitMs }) => waitMs)).toBe(waited);
      for (const { waitMs } of moments) expect(waitMs).toBeLessThanOrEqual(widthMs);
      const peaks = moments.flatMap(({ peakPercent }) => peakPercent ?? []);
      expect(Math.max(-1, ...peaks)).toBe(Math.max(-1, ...steps.flatMap(({ percent }) => percent ?? [])));
    }),
  );
});

test("ends a wait with the run that did not outlast it", () => {
  let nowMs = 0;
  const course = new Course(() => nowMs);
  course.observer.onWait?.({ budget, waitMs: 3_600_000 });
  nowMs = 10_000;
  const { moments, widthMs } = course.facts;
  expect(moments.at(-1)?.fromMs).toBeLessThanOrEqual(10_000);
  expect(moments.length * widthMs).toBeGreaterThan(10_000);
});
