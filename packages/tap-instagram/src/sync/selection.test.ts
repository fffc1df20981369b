import type { JsonObject } from "@tap-instagram/singer";
import { describe, expect, test } from "vitest";
import { catalogOf, discoveryCalls, run, simulated } from "../../test/run.ts";

const world = { accounts: [{ posts: { count: 30, carousels: 10 }, stories: 2 }] };

describe("what nobody selected is not asked for", () => {
  test("a stream costs no call", async () => {
    const simulator = await simulated({ world });
    await run(simulator, { catalog: catalogOf({ users: ["username", "website"] }) });
    expect(simulator.requests().quotaCalls).toBe(discoveryCalls);
  });

  test("a column leaves the request, the schema and the records", async () => {
    const simulator = await simulated({ world });
    const { messages, records } = await run(simulator, {
      catalog: catalogOf({ media: ["caption", "timestamp"] }),
    });
    const page = simulator.requests().entries.find(({ template }) => template === "/{ig-user}/media");
    expect(page?.query["fields"]).toBe("id,timestamp,caption");
    const schema = messages.find((message) => message.type === "SCHEMA");
    expect(Object.keys(schema?.type === "SCHEMA" ? (schema.schema.properties ?? {}) : {})).toEqual([
      "id",
      "timestamp",
      "caption",
    ]);
    expect(new Set(records("media").flatMap((record) => Object.keys(record)))).toEqual(
      new Set(["id", "timestamp", "caption"]),
    );
  });

  test("a metric leaves the request", async () => {
    const simulator = await simulated({ world });
    await run(simulator, {
      catalog: catalogOf({ media_insights: ["reach", "follows"], story_insights: ["reach"] }),
    });
    const calls = simulator.requests().entries.flatMap(({ items = [] }) => items);
    expect(new Set(calls.map(({ query }) => query["metric"]))).toEqual(new Set(["reach,follows", "reach"]));
    expect(calls).toHaveLength(32);
  });

  test("the totals of a day cost nothing when only series are selected", async () => {
    const simulator = await simulated({ world });
    await run(simulator, {
      catalog: catalogOf({ user_insights: ["reach"] }),
      settings: { start_date: "2026-09-01" },
    });
    expect(simulator.requests()).toMatchObject({ quotaCalls: discoveryCalls + 1 });
  });

  test("insights need no media stream, and media none of insights", async () => {
    const simulator = await simulated({ world });
    const insights = await run(simulator, { catalog: catalogOf({ media_insights: ["reach"] }) });
    expect(insights.records("media_insights")).toHaveLength(30);
    expect(insights.records("media")).toHaveLength(0);
  });
});

describe("media that the catalog wants INCREMENTAL", () => {
  const incremental = (stream: string) => ({
    [stream]: { "replication-method": "INCREMENTAL", "replication-key": "timestamp" },
  });
  const everyDay = { accounts: [{ posts: { count: 200, hoursBetween: 24 } }] };

  test("is read from the look-back before its bookmark, which then moves to the newest post", async () => {
    const simulator = await simulated({ world: everyDay });
    const catalog = catalogOf({ media: ["timestamp"] }, incremental("media"));
    const first = await run(simulator, { catalog, reachesBack: "two years" });
    expect(first.records("media")).toHaveLength(200);
    const newest = first.records("media")[0]?.["timestamp"];
    expect(JSON.stringify(first.finalState())).toContain(`"replication_key_value":"${String(newest)}"`);
    const second = await run(simulator, {
      catalog,
      state: first.finalState(),
      settings: { media_lookback_days: 10 },
    });
    expect(second.records("media").length).toBeGreaterThanOrEqual(10);
    expect(second.records("media").length).toBeLessThanOrEqual(12);
  });

  test("begins at the start date", async () => {
    const simulator = await simulated({ world: everyDay });
    const catalog = catalogOf({ media: ["timestamp"] }, incremental("media"));
    const { records } = await run(simulator, { catalog, settings: { start_date: "2026-09-01" } });
    expect(records("media").length).toBeGreaterThan(10);
    for (const { timestamp } of records("media")) expect(String(timestamp) >= "2026-09-01").toBe(true);
  });

  test("is followed by media insights, which then keep a bookmark of their own", async () => {
    const simulator = await simulated({ world: everyDay });
    const catalog = catalogOf({ media: ["timestamp"], media_insights: ["reach"] }, incremental("media"));
    const { records, finalState } = await run(simulator, { catalog, settings: { start_date: "2026-09-01" } });
    expect(records("media_insights").length).toBeGreaterThan(10);
    expect(records("media_insights").length).toBeLessThan(25);
    expect(finalState()).toMatchObject({
      bookmarks: { media_insights: { partitions: [{ replication_key: "timestamp" }] } },
    });
  });

  test("is followed by media insights from the start date on, however far back these may look", async () => {
    const simulator = await simulated({ world: everyDay });
    const catalog = catalogOf({ media: ["timestamp"], media_insights: ["reach"] }, incremental("media"));
    const oldest = async (settings: JsonObject) => {
      const { records } = await run(simulator, { catalog, settings });
      return records("media_insights")
        .map(({ timestamp }) => String(timestamp))
        .toSorted()[0];
    };
    const startDate = { start_date: "2026-09-01" };
    expect((await oldest({ ...startDate, media_insights_lookback_days: 60 }))?.slice(0, 10)).toBe(
      "2026-09-01",
    );
    expect((await oldest({ ...startDate, media_insights_lookback_days: 5 }))?.slice(0, 10)).toBe(
      "2026-09-17",
    );
    expect((await oldest({ media_insights_lookback_days: 60 }))?.slice(0, 7)).toBe("2026-07");
  });

  test("shares the pages with whole media insights, each with its own part", async () => {
    const simulator = await simulated({ world: everyDay });
    const whole = { media_insights: { "replication-method": "FULL_TABLE" } };
    const catalog = catalogOf(
      { media: ["timestamp"], media_insights: ["reach"] },
      { ...incremental("media"), ...whole },
    );
    const { records } = await run(simulator, {
      catalog,
      settings: { start_date: "2026-09-01", media_insights_lookback_days: 60 },
    });
    expect(records("media").length).toBeLessThan(25);
    expect(records("media_insights").length).toBeGreaterThan(50);
    expect(simulator.requests().byEndpoint["/{ig-user}/media"]).toBe(1);
  });
});
