import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catalogOf, now, run, simulated } from "../../../test/run.ts";
import { isDue } from "./due-insights.ts";

const dayMs = 24 * 60 * 60_000;
const tiers = [
  { younger_than_days: 90, every_days: 7 },
  { younger_than_days: 14, every_days: 1 },
];

describe("tiers of insights", () => {
  test("ask for every post exactly once in its interval, whatever its id", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 18n }),
        fc.integer({ min: 20, max: 900 }),
        (id, ageDays) => {
          const due = Array.from({ length: 7 }, (_, day) => now + day * dayMs).filter((atMs) =>
            isDue(tiers, { id: String(id), publishedMs: now - ageDays * dayMs }, atMs),
          );
          expect(due).toHaveLength(1);
        },
      ),
    );
  });

  test("spread the posts of a tier over its days", () => {
    const ids = Array.from({ length: 700 }, (_, index) =>
      String(18_000_000_000_000_000n + BigInt(index * 977)),
    );
    const due = ids.filter((id) => isDue(tiers, { id, publishedMs: now - 60 * dayMs }, now));
    expect(due.length).toBeGreaterThan(60);
    expect(due.length).toBeLessThan(140);
  });

  test("save the calls of posts that are not due, and leave media as it is", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 200, hoursBetween: 24 }, stories: 0 }] },
    });
    const catalog = catalogOf({ media: ["timestamp"], media_insights: ["reach", "follows"] });
    const { records, exitCode } = await run(simulator, {
      catalog,
      settings: { media_insights_tiers: tiers },
    });
    expect(exitCode).toBe(0);
    expect(records("media")).toHaveLength(200);
    const asked = simulator.requests().byEndpoint["/{media}/insights"] ?? 0;
    expect(asked).toBe(records("media_insights").length);
    // Two weeks of posts, and a seventh of the rest.
    expect(asked).toBeGreaterThan(14 + 10);
    expect(asked).toBeLessThan(14 + 50);
  });

  test("that make no sense are refused with their place", async () => {
    const simulator = await simulated({ world: "tiny" });
    const { exitCode, log } = await run(simulator, {
      settings: { media_insights_tiers: [{ younger_than_days: 14, every_days: 0 }] },
    });
    expect(exitCode).toBe(1);
    expect(log).toMatch(/config\.json.*media_insights_tiers/s);
  });
});
