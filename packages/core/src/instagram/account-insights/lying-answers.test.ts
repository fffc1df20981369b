import type { FaultMatch, LieFault } from "@tap-instagram/graph-simulator";
import { describe, expect, test } from "vitest";
import { dayMs } from "../../graph/durations.ts";
import { clientOf, collect, now, simulated } from "../../../test/simulated.ts";
import { createMediaInsightsReader } from "../media-insights/media-insights.ts";
import { readMedia } from "../media/media.ts";
import { pacificDays } from "./pacific-days.ts";
import { createUserInsightsReader } from "./user-insights.ts";
import { createUserReportReader } from "./user-report.ts";
import { userBreakdowns } from "./metrics/user-breakdowns.ts";

const tenDays = pacificDays(now - 10 * dayMs, now);
const world = { accounts: [{ followers: 5000, posts: { count: 20, reels: 5 } }] };

/** The figures of posts and of days, with an untrue answer among those that fit. */
async function readAll(lie?: LieFault["lie"], match: FaultMatch = {}) {
  const simulator = await simulated({ world });
  const account = { id: String(simulator.world.accounts[0]?.id) };
  const graph = clientOf(simulator);
  const [posts = []] = await collect(
    readMedia(graph, account, { fields: ["media_type", "media_product_type"] }),
  );
  if (lie) simulator.faults.add({ match, answer: { lie } });
  const metrics = ["reach", "views", "likes", "follows"];
  const media = await createMediaInsightsReader(graph, { metrics }).read(account, posts);
  const figures = ["reach", "views", "likes"];
  const { days, coverage } = await createUserInsightsReader(graph, { figures, nowMs: now }).readWindow(
    account,
    tenDays,
  );
  const report = createUserReportReader(graph, { metrics: userBreakdowns, nowMs: now });
  const { cells } = await report.readWindow(account, tenDays);
  return { media, days, coverage, cells: cells.map((cell) => JSON.stringify(cell)).toSorted() };
}

describe("figures", () => {
  test.each(["null-entry", "repeated-entry", "extra-entry", "reordered"] as const)(
    "are the same where an answer has its entries with a %s",
    async (lie) => {
      const honest = await readAll();
      const lied = await readAll(lie, { target: "item" });
      expect(lied).toEqual(honest);
      expect(honest.coverage.map(({ status }) => status)).toEqual(tenDays.map(() => "read"));
    },
  );

  test.each(["null-entry", "repeated-entry", "half-the-entries", "reordered"] as const)(
    "are the same, and those of the same post and day, where a batch once has its items with a %s",
    async (lie) => {
      const honest = await readAll();
      expect(await readAll(lie, { target: "request", template: "/", times: 1 })).toEqual(honest);
      expect(await readAll(lie, { target: "request", template: "/", nth: 2 })).toEqual(honest);
      expect(await readAll(lie, { target: "request", template: "/", nth: 3 })).toEqual(honest);
    },
  );

  test("of a batch whose items are always in another order are asked for one by one", async () => {
    const honest = await readAll();
    expect(await readAll("reordered", { target: "request", template: "/", itemsAbove: 1 })).toEqual(honest);
  });

  test.each(["no-values", "half-the-entries", "no-entries"] as const)(
    "that an answer leaves out are told of as lacking: %s",
    async (lie) => {
      const { media } = await readAll(lie, { target: "item", template: "/{media}/insights", nth: 7 });
      const lacking = media.flatMap((outcome) => (outcome.ok && outcome.lacks.length > 0 ? [outcome] : []));
      expect(lacking).toHaveLength(1);
      for (const { metric, cause } of lacking[0]?.lacks ?? []) {
        expect(cause).toBe("empty");
        expect(lacking[0]?.figures.values[metric] ?? null).toBeNull();
      }
      const { coverage } = await readAll(lie, { target: "item", template: "/{ig-user}/insights", nth: 5 });
      const partly = coverage.filter(({ status }) => status === "partly");
      expect(partly).toHaveLength(1);
      for (const one of partly[0]?.lacking ?? [])
        expect(one).toMatchObject({ cause: "empty", absences: undefined });
    },
  );

  test("that were never there are told of with how many answers lack them", async () => {
    const { coverage } = await readAll("half-the-entries", {
      target: "item",
      template: "/{ig-user}/insights",
      query: { metric_type: "total_value", metric: "views,likes" },
    });
    for (const day of coverage)
      expect(day).toMatchObject({
        status: "read",
        lacking: [{ metric: "likes", cause: "empty", absences: tenDays.length }],
      });
  });

  test("of another period than the one that was asked for are none", async () => {
    const { coverage, days } = await readAll("other-period", {
      target: "request",
      query: { period: "week" },
    });
    expect(coverage.map(({ status }) => status)).toEqual(tenDays.map(() => "read"));
    expect(Object.keys(days[0]?.figures ?? {}).toSorted()).toEqual(["likes", "reach", "views"]);
  });

  test.each([
    [{ a: 1 }, "unreadable"],
    [{ "24": 1 }, "unreadable"],
    [{ "7": 1 }, "unreadable"],
    ["12", "unreadable"],
    [true, "unreadable"],
    [[], "empty"],
  ])(
    "that are %j and no number leave their metric lacking, so that it is asked for again: %s",
    async (value, cause) => {
      const simulator = await simulated({ world });
      const account = { id: String(simulator.world.accounts[0]?.id) };
      const values = tenDays.map(({ endMs }) => ({ value, end_time: new Date(endMs).toISOString() }));
      const body = { data: [{ name: "reach", period: "day", values }] };
      simulator.faults.add({ match: { asksMetric: "reach" }, answer: { status: 200, body } });
      const figures = ["reach", "views"];
      const reader = createUserInsightsReader(clientOf(simulator), { figures, nowMs: now });
      const { days, coverage } = await reader.readWindow(account, tenDays);
      for (const day of days) expect(Object.keys(day.figures)).toEqual(["views"]);
      for (const { lacking } of coverage) expect(lacking).toMatchObject([{ metric: "reach", cause }]);
    },
  );

  test.each([null, "12", { value: 7, end_time: 1_782_975_600 }, { value: 7, end_time: {} }])(
    "beside %j in their series are read all the same",
    async (odd) => {
      const simulator = await simulated({ world });
      const account = { id: String(simulator.world.accounts[0]?.id) };
      const values = tenDays.map(({ endMs }) => ({ value: 3, end_time: new Date(endMs).toISOString() }));
      const body = { data: [{ name: "reach", period: "day", values: [odd, ...values] }] };
      simulator.faults.add({ match: { asksMetric: "reach" }, answer: { status: 200, body } });
      const reader = createUserInsightsReader(clientOf(simulator), { figures: ["reach"], nowMs: now });
      const { days } = await reader.readWindow(account, tenDays);
      expect(days.map(({ figures }) => figures)).toEqual(tenDays.map(() => ({ reach: 3 })));
    },
  );

  test.each([{ data: null }, {}, "text", [1]])(
    "come at a second try where an answer is no list of metrics but %j",
    async (body) => {
      const honest = await readAll();
      const match = { target: "item", pathIncludes: "insights", every: 3, times: 3 } as const;
      const simulator = await simulated({ world });
      const account = { id: String(simulator.world.accounts[0]?.id) };
      simulator.faults.add({ match, answer: { status: 200, body } });
      const figures = ["reach", "views", "likes"];
      const reader = createUserInsightsReader(clientOf(simulator), { figures, nowMs: now });
      expect((await reader.readWindow(account, tenDays)).days).toEqual(honest.days);
    },
  );
});
