import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataOf, dig, messageOf, pluck, type Reply } from "../../../test/session.ts";
import { openInsights, type InsightsSession } from "../../../test/user-insights.ts";

let insights: InsightsSession;

beforeAll(async () => {
  insights = await openInsights();
});
afterAll(() => insights.session.close());

describe("demographics", () => {
  const people = (metric: string, breakdown: string, more = ""): Promise<Reply> =>
    insights.ask(`metric=${metric}&period=lifetime&metric_type=total_value&breakdown=${breakdown}${more}`);

  test("have 45 cities, unsorted, and no total of their own", async () => {
    const [entry] = dataOf(await people("follower_demographics", "city"));
    expect(Object.keys(dig(entry, "total_value") ?? {})).toEqual(["breakdowns"]);
    const results = dig(entry, "total_value", "breakdowns", 0, "results");
    const values = (Array.isArray(results) ? results : []).map((one) => Number(dig(one, "value")));
    expect(values).toHaveLength(45);
    expect(values).not.toEqual(values.toSorted((left, right) => right - left));
    expect(values.reduce((left, right) => left + right, 0)).toBeLessThan(40_000);
  });

  test("can be split by age and gender together", async () => {
    const [entry] = dataOf(await people("follower_demographics", "age,gender"));
    expect(dig(entry, "total_value", "breakdowns", 0, "dimension_keys")).toEqual(["age", "gender"]);
  });

  test("of the engaged need a timeframe, which then leads the keys", async () => {
    expect((await people("engaged_audience_demographics", "country")).status).toBe(400);
    const [entry] = dataOf(await people("engaged_audience_demographics", "country", "&timeframe=this_month"));
    expect(dig(entry, "total_value", "breakdowns", 0, "dimension_keys")).toEqual(["timeframe", "country"]);
    expect(dig(entry, "total_value", "breakdowns", 0, "results", 0, "dimension_values", 0)).toBe(
      "THIS_MONTH",
    );
    expect((await people("engaged_audience_demographics", "country", "&timeframe=last_30_days")).status).toBe(
      400,
    );
  });
});

describe("small accounts", () => {
  test.each([
    "metric=follower_count&period=day",
    "metric=online_followers&period=lifetime",
    "metric=follows_and_unfollows&period=day&metric_type=total_value&breakdown=follow_type",
    "metric=follower_demographics&period=lifetime&metric_type=total_value&breakdown=age",
  ])("get no data and no error for %s", async (query) => {
    const reply = await insights.ask(query, {}, insights.small);
    expect([reply.status, reply.text]).toEqual([200, '{"data":[]}']);
  });

  test("still have reach", async () => {
    expect(
      pluck(await insights.ask("metric=reach,follower_count&period=day", {}, insights.small), "name"),
    ).toEqual(["reach"]);
  });
});

describe("online_followers", () => {
  test("gives an object by hour for every day, without the hours to come", async () => {
    const reply = await insights.ask("metric=online_followers&period=lifetime");
    const values = pluck(reply, "values")[0];
    expect(pluck(reply, "period")).toEqual(["lifetime"]);
    expect(Object.keys(dig(values, 1, "value") ?? {})).toEqual(["0", "1", "2"]);
  });
});

describe("parameters", () => {
  test("need a period, one that exists, and one the metric has", async () => {
    expect(messageOf(await insights.ask("metric=reach"))).toBe("(#100) the parameter period is required");
    expect(messageOf(await insights.ask("metric=reach&period=year"))).toMatch(
      /^\(#100\) period must be one of/,
    );
    expect(messageOf(await insights.ask("metric=online_followers&period=week"))).toBe(
      "(#100) The following periods (week) are incompatible with the metric (online_followers)",
    );
  });

  test.each(["profile_visits", "impressions"])("do not know %s", async (metric) => {
    expect(messageOf(await insights.ask(`metric=reach,${metric}&period=day`))).toMatch(
      /^\(#100\) metric\[1\] must be one of the following values: reach, follower_count, website_clicks, /,
    );
  });
});
