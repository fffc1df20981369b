import type { WorldSpec } from "@tap-instagram/graph-simulator";
import { expect, test } from "vitest";
import { catalogOf, now, run, simulated } from "../../../test/run.ts";

const dayMs = 24 * 60 * 60_000;
const world: WorldSpec = {
  accounts: [
    { posts: 1, stories: 0, tags: 130, login: "both" },
    { posts: 1, stories: 0, tags: 20 },
  ],
};
const incremental = { tags: { "replication-method": "INCREMENTAL", "replication-key": "timestamp" } };
const settings = { media_lookback_days: 5, start_date: "2026-01-01" };

test.each([
  ["any", 1],
  ["iso", 1],
  ["unix", 2],
  ["none", 3],
] as const)(
  "INCREMENTAL tags come since the bookmark where the API takes %s",
  async (tagFilterFormat, forms) => {
    const simulator = await simulated({ world, behaviour: { tagFilterFormat } });
    const catalog = catalogOf({ tags: ["id", "username"] }, incremental);
    const first = await run(simulator, { settings, catalog });
    expect(first.exitCode).toBe(0);
    expect(first.records("tags")).toHaveLength(150);
    simulator.clearRequests();
    const second = await run(simulator, { settings, catalog, state: first.finalState() });
    expect(second.exitCode).toBe(0);
    const ids = second.records("tags").map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(5);
    expect(ids.length).toBeLessThan(20);
    expect(new Set(ids).size).toBe(ids.length);
    const asked = simulator.requests().entries.filter(({ path }) => path.endsWith("/tags"));
    const written = new Set(
      asked.map(({ query }) => query["posted_after"]?.replace(/^\d{4}-.*/, "iso").replace(/^\d+$/, "unix")),
    );
    expect(written.size).toBe(forms);
    // The accounts ask at the same time, and each form at most once.
    expect(asked.filter(({ status }) => status === 400).length).toBeLessThanOrEqual(2 * (forms - 1));
  },
);

test("FULL_TABLE tags come all, without a filter, whatever their age", async () => {
  const simulator = await simulated({ world });
  const { records } = await run(simulator, { settings, catalog: catalogOf({ tags: ["id", "timestamp"] }) });
  expect(records("tags")).toHaveLength(150);
  const oldest = Math.min(...records("tags").map(({ timestamp }) => Date.parse(String(timestamp))));
  expect(oldest).toBeLessThan(now - 120 * dayMs);
  expect(simulator.requests().entries.some(({ query }) => "posted_after" in query)).toBe(false);
});
