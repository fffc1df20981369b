import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, dataOf, dig, messageOf, openSession, pluck } from "../../../test/session.ts";
import { dayMs, openInsights, type InsightsSession, secondsOf } from "../../../test/user-insights.ts";

let insights: InsightsSession;

beforeAll(async () => {
  insights = await openInsights();
});
afterAll(() => insights.session.close());

describe("totals", () => {
  const midnight = secondsOf("2026-09-10T07:00:00Z");

  test("equal the series of a one-day window and add up over more, except for reach", async () => {
    const series = await insights.stamps(midnight + 1, midnight + dayMs);
    expect(dig(await insights.total("reach", midnight + 1, midnight + dayMs), "value")).toBe(
      dig(series, 0, "value"),
    );
    const one = Number(dig(await insights.total("likes", midnight + 1, midnight + dayMs), "value"));
    const other = Number(
      dig(await insights.total("likes", midnight + dayMs + 1, midnight + 2 * dayMs), "value"),
    );
    expect(dig(await insights.total("likes", midnight + 1, midnight + 2 * dayMs), "value")).toBe(one + other);
    const reach = await insights.stamps(midnight + 1, midnight + 2 * dayMs);
    const sum = Number(dig(reach, 0, "value")) + Number(dig(reach, 1, "value"));
    expect(
      Number(dig(await insights.total("reach", midnight + 1, midnight + 2 * dayMs), "value")),
    ).toBeLessThan(sum);
  });

  test("of a window without buckets are zero", async () => {
    expect(await insights.total("likes", midnight + 5, midnight + 9)).toEqual({ value: 0 });
  });

  test("of days before the account has figures are no entry, from its first day on they are one", async () => {
    const young = await openSession({ world: { accounts: [{ insightDays: 10, posts: 1 }] } });
    const { id, days } = at(young.simulator.world.accounts, 0);
    const first = secondsOf(String(days?.first).replace("+0000", "Z"));
    const read = async (until: number): Promise<number> => {
      const query = `metric=likes&period=day&metric_type=total_value&since=${until - dayMs + 1}&until=${until}`;
      return dataOf(await young.get(`${id}/insights?${query}`)).length;
    };
    const entries = [await read(first - dayMs), await read(first)];
    await young.close();
    expect(entries).toEqual([0, 1]);
  });

  test("are refused as a series, and in the plural", async () => {
    expect(messageOf(await insights.ask("metric=reach,views,likes&period=day"))).toBe(
      "(#100) The following metrics (views,likes) should be specified with parameter metric_type=total_value",
    );
  });

  test("are silently dropped on the Instagram host, unless the behaviour says otherwise", async () => {
    const query = "metric=reach,views&period=day";
    expect(pluck(await insights.ask(query, { host: "instagram" }), "name")).toEqual(["reach"]);
    expect((await insights.ask("metric=views&period=day", { host: "instagram" })).json).toEqual({ data: [] });
    const strict = await openSession({
      world: "tiny",
      behaviour: { totalMetricsWithoutMetricType: "refuse" },
    });
    try {
      const path = `${at(strict.simulator.world.accounts, 0).id}/insights?${query}`;
      expect((await strict.get(path, { host: "instagram" })).status).toBe(400);
    } finally {
      await strict.close();
    }
  });

  test("refuse metrics that only have a series, and the other way round", async () => {
    expect(messageOf(await insights.ask("metric=follower_count&period=day&metric_type=total_value"))).toBe(
      "(#100) The following metric (follower_count) is incompatible with the metric type (total_value)",
    );
    expect(messageOf(await insights.ask("metric=views&period=day&metric_type=time_series"))).toBe(
      "(#100) The following metric (views) is incompatible with the metric type (time_series)",
    );
  });

  test("of a single day may be zero on the Instagram host, where those of more days are not", async () => {
    const other = await openSession({ world: "tiny", behaviour: { oneDayTotalsOnInstagramHost: "zero" } });
    const { id } = at(other.simulator.world.accounts, 0);
    const read = async (days: number, host: "facebook" | "instagram"): Promise<number> => {
      const query = "metric=likes&period=day&metric_type=total_value";
      const path = `${id}/insights?${query}&since=${midnight + 1}&until=${midnight + days * dayMs}`;
      return Number(dig(dataOf(await other.get(path, { host }))[0], "total_value", "value"));
    };
    const [one, two, elsewhere] = [
      await read(1, "instagram"),
      await read(2, "instagram"),
      await read(1, "facebook"),
    ];
    await other.close();
    expect(one).toBe(0);
    expect(Math.min(two, elsewhere)).toBeGreaterThan(0);
  });

  test("twelve fit one call", async () => {
    const metrics =
      "reach,views,total_interactions,likes,comments,shares,saves,accounts_engaged,replies,reposts,profile_links_taps,profile_views";
    expect(pluck(await insights.ask(`metric=${metrics}&period=day&metric_type=total_value`), "name")).toEqual(
      metrics.split(","),
    );
  });
});

describe("breakdowns", () => {
  const midnight = secondsOf("2026-09-10T07:00:00Z");
  const split = (metric: string, breakdown: string): Promise<unknown> =>
    insights.total(metric, midnight + 1, midnight + dayMs, `&breakdown=${breakdown}`);
  const refusal = async (metric: string, breakdown: string): Promise<unknown> =>
    dig(
      (await insights.ask(`metric=${metric}&period=day&metric_type=total_value&breakdown=${breakdown}`)).json,
      "error",
    );

  test("have upper-case values that do not add up to the total", async () => {
    const parts = await split("views", "follow_type");
    const results = dig(parts, "breakdowns", 0, "results");
    const list = Array.isArray(results) ? results : [];
    expect(list.length).toBeGreaterThan(1);
    for (const one of list)
      expect(dig(one, "dimension_values", 0)).toMatch(/^(FOLLOWER|NON_FOLLOWER|UNKNOWN)$/);
    const sum = list.reduce((left: number, one) => left + Number(dig(one, "value")), 0);
    expect(sum).not.toBe(dig(parts, "value"));
  });

  test("take two dimensions together", async () => {
    const parts = await split("reach", "follow_type,media_product_type");
    expect(dig(parts, "breakdowns", 0, "dimension_keys")).toEqual(["follow_type", "media_product_type"]);
    expect(dig(parts, "breakdowns", 0, "results", 0, "dimension_values")).toHaveLength(2);
  });

  test("leave results out when every part is zero", async () => {
    const reply = await insights.ask(
      "metric=profile_links_taps&period=day&metric_type=total_value&breakdown=contact_button_type",
      {},
      insights.small,
    );
    expect(dig(dataOf(reply)[0], "total_value")).toEqual({
      value: 0,
      breakdowns: [{ dimension_keys: ["contact_button_type"] }],
    });
  });

  test("of follows_and_unfollows are all there is, and equal follower_count", async () => {
    expect(await insights.total("follows_and_unfollows", midnight + 1, midnight + dayMs)).toBeUndefined();
    const parts = await split("follows_and_unfollows", "follow_type");
    expect(Object.keys(parts ?? {})).toEqual(["breakdowns"]);
    const gained = await insights.stamps(midnight + 1, midnight + dayMs, "metric=follower_count&period=day");
    expect(dig(parts, "breakdowns", 0, "results", 0)).toEqual({
      dimension_values: ["FOLLOWER"],
      value: dig(gained, 0, "value"),
    });
  });

  test("may come to a standstill where the window is longer than a year", async () => {
    const read = async (breakdownsOverAYear: "sum" | "freeze", days: number): Promise<unknown> => {
      const other = await openSession({
        world: { accounts: [{ login: "both", posts: 1 }] },
        behaviour: { breakdownsOverAYear },
      });
      const query = `metric=likes&period=day&metric_type=total_value&breakdown=media_product_type`;
      const window = `since=${midnight + 1 - days * dayMs}&until=${midnight}`;
      const path = `${at(other.simulator.world.accounts, 0).id}/insights?${query}&${window}`;
      const reply = await other.get(path, { host: "instagram" });
      await other.close();
      return dig(dataOf(reply)[0], "total_value", "value");
    };
    expect(await read("freeze", 500)).toBe(await read("sum", 365));
    expect(Number(await read("sum", 500))).toBeGreaterThan(Number(await read("sum", 365)));
  });

  test("are refused in four ways", async () => {
    expect(await refusal("likes", "follow_type")).toMatchObject({
      message: "(#100) Incompatible breakdowns (follow_type) for metric (likes)",
    });
    expect(await refusal("views", "follower_type")).toMatchObject({
      message: expect.stringMatching(/^\(#100\) breakdown\[0\] must be one of the following values: /),
    });
    expect(await refusal("replies", "media_product_type")).toMatchObject({
      code: 100,
      message: "(#100) An unknown error has occurred",
    });
    expect(await refusal("follows_and_unfollows", "media_product_type")).toMatchObject({
      code: 1,
      message: "An unknown error occurred",
    });
  });
});
