import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catalogOf, now, run, simulated, type RunOptions, type RunResult } from "../../../test/run.ts";
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
            isDue(tiers, { id: String(id), publishedMs: now - ageDays * dayMs }, atMs, atMs - dayMs),
          );
          expect(due).toHaveLength(1);
        },
      ),
    );
  });

  test("make up for days without a run: what was due on them is due in the next one, and nothing else", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 18n }),
        fc.uniqueArray(fc.nat(40), { minLength: 2 }),
        (id, days) => {
          const post = { id: String(id), publishedMs: now - 500 * dayMs };
          const ran = days.toSorted((a, b) => a - b).map((day) => now + day * dayMs);
          const [first = now, ...rest] = ran;
          const everyDay = Array.from({ length: 41 }, (_, day) => now + day * dayMs).filter(
            (atMs) => atMs > first && isDue(tiers, post, atMs, atMs - dayMs),
          );
          let last = first;
          for (const atMs of rest) {
            const missed = everyDay.filter((dueMs) => dueMs > last && dueMs <= atMs);
            expect(isDue(tiers, post, atMs, last)).toBe(missed.length > 0);
            last = atMs;
          }
        },
      ),
    );
  });

  test("spread the posts of a tier over its days", () => {
    const ids = Array.from({ length: 700 }, (_, index) =>
      String(18_000_000_000_000_000n + BigInt(index * 977)),
    );
    const due = ids.filter((id) => isDue(tiers, { id, publishedMs: now - 60 * dayMs }, now, now - dayMs));
    expect(due.length).toBeGreaterThan(60);
    expect(due.length).toBeLessThan(140);
  });

  test("owe what the last run could not bring: the next one asks for it, and for nothing else that is not due", async () => {
    const clock = { at: now };
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 100, hoursBetween: 24 }, stories: 0 }] },
      now: () => clock.at,
    });
    const catalog = catalogOf({ media_insights: ["reach", "follows"] });
    const settings = { media_insights_tiers: tiers, max_retries: 0 };
    const options = { catalog, settings, now: () => clock.at };
    // Posts of the end of the list, which are due once a week.
    const unwell = simulator.world.accounts[0]?.ids.media.slice(60, 63) ?? [];
    for (const itemId of unwell) simulator.faults.add({ match: { itemId }, answer: { code: 1 } });
    const failed = await run(simulator, options);
    expect(failed.exitCode).toBe(4);
    expect(failed.log).toContain("the next run asks again for what is missing of media_insights");

    // It fails once more, and then comes.
    const again = await run(simulator, { ...options, state: failed.finalState() });
    expect(again.exitCode).toBe(4);
    simulator.faults.clear();
    const healthy = await run(simulator, { ...options, state: again.finalState() });
    expect(healthy.exitCode).toBe(0);
    const ids = healthy.records("media_insights").map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(unwell));
    expect(ids.length).toBeLessThan(14 + 3 + 3);
    expect(JSON.stringify(healthy.finalState())).not.toContain("owed_at");
  });

  test("that too much is missing of to keep count are read whole by the next run", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 200, hoursBetween: 24 }, stories: 0 }] },
    });
    const catalog = catalogOf({ media_insights: ["reach", "follows"] });
    const options = { catalog, settings: { media_insights_tiers: tiers, max_retries: 0 } };
    const honest = await run(simulator, options);
    const whole = honest.records("media_insights").map(({ id }) => String(id));
    const unwell = whole.slice(100, 160);
    for (const itemId of unwell) simulator.faults.add({ match: { itemId }, answer: { code: 1 } });
    const failed = await run(simulator, options);
    expect(failed.exitCode).toBe(4);
    simulator.faults.clear();
    const healthy = await run(simulator, { ...options, state: failed.finalState() });
    expect(healthy.exitCode).toBe(0);
    expect(healthy.records("media_insights").map(({ id }) => id)).toEqual(whole);
  });

  test("save the calls of posts that are not due, once all were read, and leave media as it is", async () => {
    const clock = { at: now };
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 200, hoursBetween: 24 }, stories: 0 }] },
      now: () => clock.at,
    });
    const catalog = catalogOf({ media: ["timestamp"], media_insights: ["reach", "follows"] });
    const options = { catalog, settings: { media_insights_tiers: tiers }, now: () => clock.at };
    const first = await run(simulator, options);
    expect(first.records("media_insights").length).toBeGreaterThan(195);
    clock.at += dayMs;
    simulator.clearRequests();
    const { records, exitCode } = await run(simulator, { ...options, state: first.finalState() });
    expect(exitCode).toBe(0);
    expect(records("media")).toHaveLength(200);
    const asked = simulator.requests().byEndpoint["/{media}/insights"] ?? 0;
    expect(asked).toBe(records("media_insights").length);
    // Two weeks of posts, and a seventh of the rest.
    expect(asked).toBeGreaterThan(14 + 10);
    expect(asked).toBeLessThan(14 + 50);
  });

  test("make up for the run that was left out, and for the rest of one that was cut", async () => {
    const clock = { at: now };
    const world = { accounts: [{ posts: { count: 100, hoursBetween: 1 }, stories: 0 }] };
    const simulator = await simulated({ world, now: () => clock.at });
    // Of an age at which every post is due once in four days, whatever the day is.
    const everyFour = [{ younger_than_days: 1, every_days: 4 }];
    const catalog = catalogOf({ media_insights: ["reach", "follows"] });
    const settings = { media_insights_tiers: everyFour, page_size: 10, max_retries: 0 };
    const daily = async (state: RunOptions["state"]) => {
      clock.at += dayMs;
      return run(simulator, { catalog, settings, state, now: () => clock.at });
    };
    const idsOf = ({ records }: RunResult) => new Set(records("media_insights").map(({ id }) => id));
    const first = await run(simulator, { catalog, settings, now: () => clock.at });
    const second = await daily(first.finalState());
    clock.at += dayMs;
    const fourth = await daily(second.finalState());
    // The fourth page fails, in whatever way it is asked for again.
    for (let time = 0; time < 20; time += 1)
      simulator.faults.add({ match: { template: "/{ig-user}/media", nth: 4 }, answer: { code: 2 } });
    const cut = await daily(fourth.finalState());
    simulator.faults.clear();
    const last = await daily(cut.finalState());
    expect([first, second, fourth, cut, last].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 4, 0]);
    // Each post once since the first run, whichever day was left out.
    const since = [second, fourth, cut, last].map(idsOf);
    expect(new Set(since.flatMap((ids) => [...ids])).size).toBe(100);
    expect(since[1]?.size).toBeGreaterThan(since[0]?.size ?? 0);
  });

  test("make a daily run over 5,000 posts of all ages ten times as cheap as the first", async () => {
    const clock = { at: now };
    const posts = { count: 5000, reels: 2000, hoursBetween: 6 };
    const simulator = await simulated({
      world: { accounts: [{ posts, stories: 0, insightDays: 30 }] },
      now: () => clock.at,
      quota: { callsPerDay: 1e9 },
    });
    // As docs/history.md advises.
    const media_insights_tiers = [
      { younger_than_days: 14, every_days: 1 },
      { younger_than_days: 90, every_days: 7 },
      { younger_than_days: 3650, every_days: 30 },
    ];
    const catalog = catalogOf({ media: ["timestamp"], media_insights: ["reach", "follows"] });
    const options = { catalog, settings: { media_insights_tiers }, now: () => clock.at };
    const first = await run(simulator, options);
    const callsOfFirst = simulator.requests().quotaCalls;
    expect(callsOfFirst).toBeGreaterThan(5000);
    clock.at += dayMs;
    simulator.clearRequests();
    const second = await run(simulator, { ...options, state: first.finalState() });
    expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
    expect(second.records("media")).toHaveLength(5000);
    expect(simulator.requests().quotaCalls).toBeLessThanOrEqual(0.1 * callsOfFirst);
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
