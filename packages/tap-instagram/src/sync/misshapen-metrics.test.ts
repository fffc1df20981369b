import type { JsonValue } from "@tap-instagram/singer";
import { describe, expect, test } from "vitest";
import { catalogOf, now, run, simulated } from "../../test/run.ts";

const dayMs = 24 * 60 * 60_000;
const world = { accounts: [{ posts: 3, stories: 2, insightDays: 60, followers: 5000 }] };
const settings = { start_date: "2026-09-10" };
const endTime = "2026-09-20T07:00:00+0000";

/** An entry of an answer about an account, in forms that Meta does not document. */
const misshapen: [string, { [member: string]: JsonValue }][] = [
  ["text where a number is wanted", { values: [{ value: "7", end_time: endTime }] }],
  ["a number where a series is wanted", { values: 7 }],
  ["a total where a series is wanted", { total_value: { value: 7 } }],
  ["points without their days", { values: [{ value: 7 }] }],
  ["hours where a number is wanted", { values: [{ value: { "0": 7 }, end_time: endTime }] }],
  ["a text for a whole entry", { values: "none", period: 5 }],
];

const misshapenTotals: [string, { [member: string]: JsonValue }][] = [
  ["text where a number is wanted", { total_value: { value: "7" } }],
  ["a number where a total is wanted", { total_value: 7 }],
  ["a list where a number is wanted", { total_value: { value: [7] } }],
];

const [series, total] = ["reach", "views"].map((asksMetric) => ({
  template: "/{ig-user}/insights",
  asksMetric,
}));

describe("a metric in a wrong form is missing, in the first run already,", () => {
  test.each([
    ...misshapen.map(([form, entry]) => ["reach", form, entry, series] as const),
    ...misshapenTotals.map(([form, entry]) => ["views", form, entry, total] as const),
  ])("of an account: %s, %s", async (metric, _, entry, match) => {
    const simulator = await simulated({ world });
    const answer = { status: 200, body: { data: [{ name: metric, period: "day", ...entry }] } };
    simulator.faults.add({ match, answer });
    const catalog = catalogOf({ user_insights: ["reach", "views"] });
    const first = await run(simulator, { settings, catalog });
    expect(first.exitCode).toBe(4);
    expect(first.log).toContain(`answered in a form that is not a figure: ${metric}`);
    const other = metric === "reach" ? "views" : "reach";
    for (const row of first.records("user_insights"))
      expect(row).toMatchObject({ [metric]: null, [other]: expect.any(Number) });
    // Nothing is left out where the next run reads them.
    simulator.faults.clear();
    const second = await run(simulator, {
      settings,
      catalog,
      state: first.finalState(),
      now: () => now + dayMs,
    });
    expect(second.exitCode).toBe(0);
  });

  test("and so is a day of which everything has a wrong form", async () => {
    const simulator = await simulated({ world });
    simulator.faults.add({
      match: series,
      answer: { status: 200, body: { data: [{ name: "reach", values: 7 }] } },
    });
    const catalog = catalogOf({ user_insights: ["reach"] });
    const { exitCode, log, records } = await run(simulator, { settings, catalog });
    expect(exitCode).toBe(4);
    expect(log).toContain("answered in a form that is not a figure");
    expect(records("user_insights")).toEqual([]);
  });

  test.each([
    ["text where a number is wanted", { values: [{ value: "7" }] }],
    ["a number where a list is wanted", { values: 7 }],
    ["a number where a total is wanted", { total_value: 7 }],
    ["an object where a number is wanted", { values: [{ value: { count: 7 } }] }],
  ])("of posts and stories: %s", async (_, strange) => {
    const simulator = await simulated({ world });
    const figure = { name: "reach", period: "lifetime", values: [{ value: 5 }] };
    const body = { data: [figure, { name: "views", period: "lifetime", ...strange }] };
    for (const template of ["/{media}/insights", "/{story}/insights"])
      simulator.faults.add({ match: { template }, answer: { status: 200, body } });
    // Two posts bring their figures along with the page, one has to be asked.
    const post = { media_type: "IMAGE", media_product_type: "FEED", timestamp: endTime };
    const ids = simulator.world.accounts[0]?.ids.media ?? [];
    const data = ids.map((id, place) => ({ ...post, id, ...(place === 2 ? {} : { insights: body }) }));
    simulator.faults.add({
      match: { template: "/{ig-user}/media" },
      answer: { status: 200, body: { data } },
    });
    const catalog = catalogOf({ media_insights: ["reach", "views"], story_insights: ["reach", "views"] });
    const { exitCode, log, records } = await run(simulator, { catalog });
    expect(exitCode).toBe(4);
    expect(log).toMatch(/media_insights.*3 answered in a form that is not a figure: views/);
    expect(log).toMatch(/story_insights.*2 answered in a form that is not a figure: views/);
    for (const row of [...records("media_insights"), ...records("story_insights")])
      expect(row).toMatchObject({ reach: 5, views: null });
  });

  test("of a breakdown of which one part is text", async () => {
    const simulator = await simulated({ world });
    const results = [
      { dimension_values: ["SE"], value: 70 },
      { dimension_values: ["JP"], value: "30" },
    ];
    const breakdowns = [{ dimension_keys: ["country"], results }];
    const entry = { name: "follower_demographics", period: "lifetime", total_value: { breakdowns } };
    simulator.faults.add({
      match: { template: "/{ig-user}/insights", asksMetric: "follower_demographics" },
      answer: { status: 200, body: { data: [entry] } },
    });
    const { exitCode, log, records } = await run(simulator, {
      catalog: catalogOf({ user_lifetime_insights: ["metric", "country", "value"] }),
    });
    expect(exitCode).toBe(4);
    expect(log).toContain("answered in a form that is not a figure");
    expect(records("user_lifetime_insights")).toContainEqual(
      expect.objectContaining({ metric: "follower_demographics", country: "SE", value: 70 }),
    );
  });
});

test.each([[null], [{}]])("a value that is %j is no wrong form: it is none", async (value: JsonValue) => {
  const simulator = await simulated({ world });
  const body = { data: [{ name: "views", period: "day", total_value: { value } }] };
  simulator.faults.add({ match: total, answer: { status: 200, body } });
  const { exitCode } = await run(simulator, {
    settings,
    catalog: catalogOf({ user_insights: ["reach", "views"] }),
  });
  expect(exitCode).toBe(0);
});

test("a number in place of hours is like the empty answers that are usual there", async () => {
  const simulator = await simulated({ world });
  const values = [{ value: 1, end_time: endTime }];
  simulator.faults.add({
    match: { template: "/{ig-user}/insights", asksMetric: "online_followers" },
    answer: { status: 200, body: { data: [{ name: "online_followers", period: "lifetime", values }] } },
  });
  const catalog = catalogOf({ user_insights: ["reach", "online_followers"] });
  const { exitCode, records } = await run(simulator, { settings, catalog });
  expect(exitCode).toBe(0);
  for (const row of records("user_insights")) expect(row).toMatchObject({ online_followers: null });
});
