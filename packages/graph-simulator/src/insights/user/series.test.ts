import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, dataOf, dig, fixedNow, openSession, pluck } from "../../../test/session.ts";
import type { BehaviourOptions } from "../../index.ts";
import { dayMs, openInsights, type InsightsSession, secondsOf } from "../../../test/user-insights.ts";

let insights: InsightsSession;

beforeAll(async () => {
  insights = await openInsights();
});
afterAll(() => insights.session.close());

describe("a series", () => {
  test("has the documented shape", async () => {
    const reply = await insights.ask("metric=reach&period=day");
    const [entry] = dataOf(reply);
    expect(Object.keys(entry ?? {})).toEqual(["name", "period", "values", "title", "description", "id"]);
    expect(dig(entry, "id")).toMatch(/^1784\d{13}\/insights\/reach\/day$/);
  });

  test("covers yesterday and today without bounds", async () => {
    expect(pluck(await insights.ask("metric=reach&period=day"), "values").flat()).toMatchObject([
      { end_time: "2026-09-21T07:00:00+0000" },
      { end_time: "2026-09-22T07:00:00+0000" },
    ]);
  });

  test("holds a bucket if since <= end_time <= until, until included", async () => {
    const midnight = secondsOf("2026-09-10T07:00:00Z");
    expect(await insights.stamps(midnight, midnight + dayMs)).toHaveLength(2);
    expect(await insights.stamps(midnight + 1, midnight + dayMs)).toHaveLength(1);
    expect(await insights.stamps(midnight + 1, midnight + dayMs - 1)).toBeUndefined();
    expect(await insights.stamps(midnight + 5 * 3600, midnight + 5 * 3600)).toBeUndefined();
  });

  test("takes dates as texts: one day to itself is nothing, to the next is one", async () => {
    expect(await insights.stamps("2026-09-10", "2026-09-10")).toBeUndefined();
    expect(await insights.stamps("2026-09-10", "2026-09-11")).toMatchObject([
      { end_time: "2026-09-10T07:00:00+0000" },
    ]);
  });

  test("is stamped at Pacific midnight, 07 UTC in summer and 08 in winter", async () => {
    const values = await insights.stamps("2026-03-05", "2026-03-12");
    const hours = (Array.isArray(values) ? values : []).map((value) =>
      String(dig(value, "end_time")).slice(5, 13),
    );
    expect(hours).toEqual([
      "03-05T08",
      "03-06T08",
      "03-07T08",
      "03-08T08",
      "03-09T07",
      "03-10T07",
      "03-11T07",
    ]);
  });

  test("has a partial running day and whole days that stay as they are", async () => {
    const moving = await openSession({ world: "tiny" });
    try {
      const path = `${at(moving.simulator.world.accounts, 0).id}/insights?metric=reach&period=day&since=2026-09-20&until=2026-09-23`;
      const values = async (): Promise<unknown> => dig((await moving.get(path)).json, "data", 0, "values");
      const before = await values();
      moving.clock.now += 6 * 3_600_000;
      const after = await values();
      expect([dig(before, 0), dig(before, 1)]).toEqual([dig(after, 0), dig(after, 1)]);
      expect(Number(dig(after, 2, "value"))).toBeGreaterThan(Number(dig(before, 2, "value")));
    } finally {
      await moving.close();
    }
  });

  test("agrees with that of a simulator started the next day", async () => {
    const series = async (now: number): Promise<unknown> => {
      const one = await openSession({ world: "tiny", now: () => now });
      const account = at(one.simulator.world.accounts, 0).id;
      const reply = await one.get(
        `${account}/insights?metric=reach&period=day&since=2026-08-20&until=2026-09-19`,
      );
      await one.close();
      return dig(reply.json, "data", 0, "values");
    };
    expect(await series(fixedNow)).toEqual(await series(fixedNow + dayMs * 1000));
  });

  test("of week and days_28 gives a rolling point for every day", async () => {
    const days = await insights.stamps("2026-09-10", "2026-09-15");
    const weeks = await insights.stamps("2026-09-10", "2026-09-15", "metric=reach&period=week");
    const months = await insights.stamps("2026-09-10", "2026-09-15", "metric=reach&period=days_28");
    expect([days, weeks, months].map((list) => (Array.isArray(list) ? list.length : 0))).toEqual([5, 5, 5]);
    expect(Number(dig(weeks, 0, "value"))).toBeGreaterThan(Number(dig(days, 0, "value")));
    expect(Number(dig(months, 0, "value"))).toBeGreaterThan(Number(dig(weeks, 0, "value")));
  });

  test("may be labelled with the midnight that opens the day", async () => {
    const other = await openSession({ world: "tiny", behaviour: { dayLabel: "start" } });
    try {
      const path = `${at(other.simulator.world.accounts, 0).id}/insights?metric=reach&period=day`;
      expect(dig((await other.get(path)).json, "data", 0, "values", 1, "end_time")).toBe(
        "2026-09-21T07:00:00+0000",
      );
    } finally {
      await other.close();
    }
  });

  test("may answer another period than it was asked for, with a day's figures", async () => {
    const read = async (answeredPeriod: "asked" | "day", period: string): Promise<unknown> => {
      const other = await openSession({ world: "tiny", behaviour: { answeredPeriod } });
      const path = `${at(other.simulator.world.accounts, 0).id}/insights?metric=reach&period=${period}`;
      const [entry] = dataOf(await other.get(`${path}&since=2026-09-10&until=2026-09-12`));
      await other.close();
      return entry;
    };
    const [day, week] = [await read("asked", "day"), await read("day", "week")];
    expect(week).toEqual(day);
    expect(dig(week, "period")).toBe("day");
    expect(dig(await read("asked", "week"), "values")).not.toEqual(dig(day, "values"));
  });

  test.each([
    ["lower", (value: number) => Math.floor(value * 0.6)],
    ["zero", () => 0],
    ["absent", () => undefined],
  ] as const)("may have newest days that are %s, until they are two days old", async (newestDays, late) => {
    const read = async (behaviour: BehaviourOptions, now: number): Promise<unknown[]> => {
      const other = await openSession({ world: "tiny", now: () => now, behaviour });
      const path = `${at(other.simulator.world.accounts, 0).id}/insights?metric=reach&period=day`;
      const reply = await other.get(`${path}&since=2026-09-18&until=2026-09-21T12:00:00Z`);
      await other.close();
      return pluck(reply, "values")
        .flat()
        .map((point) => dig(point, "value"));
    };
    const days = fixedNow + 3 * dayMs * 1000;
    const whole = await read({}, days);
    expect(whole).toHaveLength(4);
    expect(await read({ newestDays }, days)).toEqual(whole);
    const expected = whole.map((value, index) => (index < 2 ? value : late(Number(value))));
    expect(await read({ newestDays }, fixedNow)).toEqual(expected.filter((value) => value !== undefined));
  });
});
