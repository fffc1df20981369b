import { expect, test } from "vitest";
import { catalogOf, now, run, simulated } from "../../../test/run.ts";

const world = { accounts: [{ posts: { count: 30, reels: 10 }, stories: 0 }] };
const columns = ["id", "snapshot_date", "reach", "saved"];

test("a day has one record per post, however often it is synced, and the next day others", async () => {
  let clock = now;
  const simulator = await simulated({ world, now: () => clock });
  const catalog = catalogOf({ media_insights_daily: columns });
  const keys = new Set<string>();
  const sizes = [];
  for (const hours of [0, 3, 24]) {
    clock = now + hours * 3_600_000;
    const { exitCode, records } = await run(simulator, { catalog, now: () => clock });
    expect(exitCode).toBe(0);
    for (const row of records("media_insights_daily"))
      keys.add(`${String(row["id"])} ${String(row["snapshot_date"])}`);
    sizes.push(keys.size);
  }
  expect(sizes[1]).toBe(sizes[0]);
  expect(sizes[2]).toBe(2 * Number(sizes[0]));
});

test.each([
  ["in the pages", ["id", "reach"], ["id", "snapshot_date", "reach"]],
  ["post by post", ["id", "reach", "follows"], ["id", "snapshot_date", "reach", "follows"]],
  ["with fewer metrics", ["id", "reach", "follows"], ["id", "snapshot_date", "follows"]],
])("beside media_insights it costs no call and has the same figures, %s", async (_, lifetime, daily) => {
  const simulator = await simulated({ world });
  const alone = await run(simulator, { catalog: catalogOf({ media_insights: lifetime }) });
  const { quotaCalls } = simulator.requests();
  simulator.clearRequests();
  const both = await run(simulator, {
    catalog: catalogOf({ media_insights: lifetime, media_insights_daily: daily }),
  });
  expect(simulator.requests().quotaCalls).toBe(quotaCalls);
  const figures = (stream: string, result: typeof alone) =>
    result.records(stream).map(({ id, follows }) => ({ id, follows }));
  expect(both.records("media_insights")).toEqual(alone.records("media_insights"));
  if (daily.includes("follows"))
    expect(figures("media_insights_daily", both)).toEqual(figures("media_insights", alone));
});

test("a batch that the quota ends is told for both streams, and nothing crashes", async () => {
  const simulator = await simulated({ world, quota: { callsPerDay: 10 } });
  const { exitCode, log } = await run(simulator, {
    settings: { max_wait_minutes: 0 },
    catalog: catalogOf({ media_insights: ["id", "follows"], media_insights_daily: ["id", "follows"] }),
  });
  expect(exitCode).toBe(5);
  expect(log).toMatch(/media_insights_daily: \d+ expected/);
});

test("posts that the tiers leave out today have no record of today", async () => {
  let clock = now;
  const simulator = await simulated({ world, now: () => clock });
  const settings = {
    media_insights_tiers: [
      { younger_than_days: 5, every_days: 1 },
      { younger_than_days: 4000, every_days: 30 },
    ],
  };
  const options = { settings, catalog: catalogOf({ media_insights_daily: columns }), now: () => clock };
  const first = await run(simulator, options);
  clock += 24 * 60 * 60_000;
  const { records } = await run(simulator, { ...options, state: first.finalState() });
  expect(records("media_insights_daily").length).toBeGreaterThan(0);
  expect(records("media_insights_daily").length).toBeLessThan(15);
});
