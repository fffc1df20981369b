import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DayStatus } from "@tap-instagram/core";
import { ReadDays, type DayMemory } from "./read-days.ts";
import { withDays } from "./day-range.ts";

const dayMs = 24 * 60 * 60_000;
const firstRunMs = Date.parse("2026-11-29T12:00:00Z");
/** A metric that other days have. */
const lackingReach = [
  { metric: "reach", period: "day", cause: "empty", mayBeEmpty: false, absences: undefined },
] as const;
const nothing: DayMemory = { bookmark: undefined, missingDays: [] };

/** `end_time` of a day so many days before the first run. */
function endTimeOf(daysAgo: number): string {
  return `${new Date(firstRunMs - daysAgo * dayMs).toISOString().slice(0, 10)}T08:00:00Z`;
}

/** Plays one run over 40 days, as the walk asks them, and gives the state and the days that were delivered. */
function play(memory: DayMemory, statusOf: (day: number) => DayStatus, nowMs = firstRunMs) {
  const readDays = new ReadDays(memory, nowMs);
  const delivered: string[] = [];
  const endings = new Map<string, string | undefined>();
  for (let day = 40; day >= 1; day -= 1) {
    const endTime = endTimeOf(day);
    const isNew = memory.bookmark === undefined || endTime > memory.bookmark;
    const isRemembered = memory.missingDays.some(({ from, to }) => from <= endTime && endTime <= to);
    if (!isNew && !isRemembered) continue;
    const status = statusOf(day);
    const { ending } = readDays.take({ endTime, status, lacking: status === "partly" ? lackingReach : [] });
    endings.set(endTime, ending);
    if (ending === "delivered" && statusOf(day) !== "partly") delivered.push(endTime);
  }
  return { memory: readDays.memory, delivered, endings };
}

const anyStatus = fc.constantFrom<DayStatus>("read", "partly", "empty", "refused", "failed");

describe("days that are read", () => {
  test("are complete after a healthy run, whatever the runs before it met", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anyStatus, { minLength: 41, maxLength: 41 }), { maxLength: 4 }),
        (spoilt) => {
          let memory = nothing;
          const delivered = new Set<string>();
          for (const statuses of spoilt) {
            const run = play(memory, (day) => statuses[day] ?? "empty");
            ({ memory } = run);
            for (const day of run.delivered) delivered.add(day);
            // Twice looked for and twice empty before the first figure: from before the account's time.
            for (const [day, ending] of run.endings)
              if (ending === "before-first-figures") delivered.add(day);
          }
          const healthy = play(memory, () => "read");
          for (const day of healthy.delivered) delivered.add(day);
          expect(delivered.size).toBe(40);
          expect(healthy.memory).toEqual({ bookmark: endTimeOf(1), missingDays: [] });
        },
      ),
    );
  });

  test("never let the bookmark pass a day that can still come", () => {
    fc.assert(
      fc.property(fc.array(anyStatus, { minLength: 41, maxLength: 41 }), (statuses) => {
        const { memory, endings } = play(nothing, (day) => statuses[day] ?? "empty");
        for (const [endTime, ending] of endings) {
          if (ending !== "failed" && ending !== "fresh") continue;
          expect(memory.bookmark === undefined || memory.bookmark < endTime).toBe(true);
        }
      }),
    );
  });

  test("move no bookmark where nothing ever came", () => {
    expect(play(nothing, () => "empty").memory).toEqual(nothing);
  });

  test("keep the bookmark at the newest figure when a bad day answers nothing", () => {
    const memory = { bookmark: endTimeOf(10), missingDays: [] };
    const run = play(memory, () => "empty");
    expect(run.memory).toEqual(memory);
    expect(run.endings.get(endTimeOf(9))).toBe("stays-empty");
    expect(run.endings.get(endTimeOf(1))).toBe("fresh");
  });

  test("pass a day that is refused alone, and ask it again", () => {
    const { memory } = play(nothing, (day) => (day === 20 ? "refused" : "read"));
    expect(memory).toEqual({
      bookmark: endTimeOf(1),
      missingDays: [{ from: endTimeOf(20), to: endTimeOf(20), since: "2026-11-29" }],
    });
    expect([...play(memory, () => "read").endings.keys()]).toEqual([endTimeOf(20)]);
  });

  test("give up a day that is empty in every answer of a week", () => {
    const { memory } = play(nothing, (day) => (day === 20 ? "empty" : "read"));
    const soon = play(memory, () => "empty", firstRunMs + dayMs);
    expect(soon.memory).toEqual(memory);
    const late = play(memory, () => "empty", firstRunMs + 8 * dayMs);
    expect(late.endings.get(endTimeOf(20))).toBe("no-data");
    expect(late.memory.missingDays).toEqual([]);
  });

  test("do not give up a day that is refused, however long", () => {
    const { memory } = play(nothing, (day) => (day === 20 ? "refused" : "read"));
    expect(play(memory, () => "refused", firstRunMs + 30 * dayMs).memory.missingDays).toEqual(
      memory.missingDays,
    );
  });

  test("begin where the API says zero before, and the series agree", () => {
    const run = play(nothing, (day) => (day > 30 ? "zero" : "read"));
    expect(run.endings.get(endTimeOf(35))).toBe("before-first-figures");
    expect(run.memory).toEqual({ bookmark: endTimeOf(1), missingDays: [] });
  });

  test("are looked for once more where they are empty before the first figure", () => {
    const { memory, endings } = play(nothing, (day) => (day > 20 ? "empty" : "read"));
    expect(endings.get(endTimeOf(40))).toBe("maybe-before");
    expect(memory.missingDays).toEqual([
      { from: endTimeOf(40), to: endTimeOf(21), since: "2026-11-29", isLeading: true },
    ]);
    const again = play(memory, () => "empty");
    expect(again.endings.get(endTimeOf(40))).toBe("before-first-figures");
    expect(again.memory).toEqual({ bookmark: endTimeOf(1), missingDays: [] });
  });

  test("are asked again while a metric of theirs is missing, for a week", () => {
    const { memory } = play(nothing, (day) => (day === 20 ? "partly" : "read"));
    expect(memory.missingDays).toEqual([{ from: endTimeOf(20), to: endTimeOf(20), since: "2026-11-29" }]);
    const soon = play(memory, () => "partly", firstRunMs + dayMs);
    expect(soon.memory).toEqual(memory);
    const late = play(memory, () => "partly", firstRunMs + 8 * dayMs);
    expect(late.memory.missingDays).toEqual([]);
  });
});

describe("a metric that lacks in the first days, before any figure of it,", () => {
  /** Plays one run over 40 days, in which a metric does not come for the first ones. */
  function playLate(memory: DayMemory, firstDayWithIt: number) {
    const readDays = new ReadDays(memory, firstRunMs);
    let absences = 0;
    for (let day = 40; day >= 1; day -= 1) {
      const endTime = endTimeOf(day);
      const isRemembered = memory.missingDays.some(({ from, to }) => from <= endTime && endTime <= to);
      if (memory.bookmark !== undefined && endTime <= memory.bookmark && !isRemembered) continue;
      absences += 1;
      const lacking = [
        { metric: "views", period: "day", cause: "empty", mayBeEmpty: false, absences },
      ] as const;
      readDays.take({ endTime, status: "read", lacking: day > firstDayWithIt ? lacking : [] });
    }
    return readDays;
  }

  test("is looked for once more where only a few answers lack it", () => {
    const { memory, lateMetrics } = playLate(nothing, 38);
    expect(lateMetrics.all).toMatchObject([{ metric: "views", days: [endTimeOf(40), endTimeOf(39)] }]);
    expect(memory.missingDays).toEqual([
      { from: endTimeOf(40), to: endTimeOf(39), since: "2026-11-29", isLeading: true, hasFigures: true },
    ]);
    expect(playLate(memory, 38).memory).toEqual({ bookmark: endTimeOf(1), missingDays: [] });
  });

  test("begins later than the account where many answers lack it", () => {
    const { memory, lateMetrics } = playLate(nothing, 30);
    expect(lateMetrics.all).toMatchObject([{ metric: "views", days: [] }]);
    expect(memory).toEqual({ bookmark: endTimeOf(1), missingDays: [] });
  });
});

test("ranges take up single days, in order of time, and never a day twice", () => {
  const ranges = [{ from: endTimeOf(20), to: endTimeOf(18), since: "2026-11-01" }];
  const days = [endTimeOf(3), endTimeOf(19), endTimeOf(40), endTimeOf(39), endTimeOf(3)];
  expect(withDays(ranges, days, { since: "2026-11-29" })).toEqual([
    { from: endTimeOf(40), to: endTimeOf(39), since: "2026-11-29" },
    { from: endTimeOf(20), to: endTimeOf(18), since: "2026-11-01" },
    { from: endTimeOf(3), to: endTimeOf(3), since: "2026-11-29" },
  ]);
});
