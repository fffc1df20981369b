import { describe, expect, test } from "vitest";
import { clientOf, now, simulated } from "../../../test/simulated.ts";
import { pacificDays } from "./pacific-days.ts";
import { createUserInsightsReader, type UserInsightsOptions } from "./user-insights.ts";
import { userMetrics } from "./metrics/user-metrics.ts";
import { dayMs, hourMs } from "../../graph/durations.ts";

const figures = userMetrics.map(({ figure }) => figure);
const thirtyDays = pacificDays(now - 30 * dayMs, now);

async function readWindow(
  simulator: Awaited<ReturnType<typeof simulated>>,
  days = thirtyDays,
  options: Partial<UserInsightsOptions> & { instagram?: true | undefined } = {},
) {
  const { instagram, ...others } = options;
  const account = simulator.world.accounts[0];
  if (!account) throw new Error("no account");
  const graph = clientOf(simulator, instagram ? { instagram } : {});
  const reader = createUserInsightsReader(graph, { figures, nowMs: now, ...others });
  return (await reader.readWindow(account, days)).days;
}

describe("an account's figures", () => {
  test("come for every day of a window, all of them, in few round trips", async () => {
    const simulator = await simulated({ world: { accounts: [{ followers: 5000 }] } });
    const days = await readWindow(simulator);
    expect(days.map(({ endTime }) => Date.parse(endTime))).toEqual(thirtyDays.map(({ endMs }) => endMs));
    const yesterday = days.at(-2)?.figures ?? {};
    expect(Object.keys(yesterday).toSorted()).toEqual(figures.toSorted());
    expect(simulator.requests()).toMatchObject({ httpRequests: 3, quotaCalls: 5 + 30 + 30 });
  });

  test("reach back two years, where some metrics reach back only 30 days", async () => {
    const simulator = await simulated({ world: { accounts: [{ followers: 5000 }] } });
    const oldest = pacificDays(now - 729 * dayMs, now - 700 * dayMs);
    const days = await readWindow(simulator, oldest);
    expect(days).toHaveLength(oldest.length);
    const found = new Set(days.flatMap((day) => Object.keys(day.figures)));
    expect(figures.filter((figure) => !found.has(figure))).toEqual(["follower_count", "online_followers"]);
  });

  test("lack only what the API forgot between the beginning of a sync and its reading", async () => {
    const oldest = pacificDays(now - 729 * dayMs, now - 700 * dayMs);
    const readLater = async (hours: number) => {
      const simulator = await simulated({
        now: () => now + hours * hourMs,
        world: { accounts: [{ followers: 5000, insightDays: 740 }] },
      });
      return readWindow(simulator, oldest, { figures: ["reach", "views"] });
    };
    const soon = await readLater(13);
    for (const { figures: day } of soon) expect(Object.keys(day).toSorted()).toEqual(["reach", "views"]);
    expect(soon).toHaveLength(oldest.length);
    expect((await readLater(37)).map(({ endTime }) => Date.parse(endTime))).toEqual(
      oldest.slice(1).map(({ endMs }) => endMs),
    );
  });

  // Two years before, the clock goes forward, back, or stays: the oldest day has 23, 25 or 24 hours.
  test.each(["2026-03-09", "2026-11-02", "2026-11-03", "2026-07-15"])(
    "reach back to the oldest day at every hour of %s without a refusal",
    async (date) => {
      let at = Date.parse(`${date}T00:59:59.500Z`);
      const simulator = await simulated({
        now: () => at,
        world: { accounts: [{ followers: 5000, insightDays: 740 }] },
      });
      for (let hour = 0; hour < 24; hour += 1, at += hourMs) {
        const oldest = pacificDays(at - 729 * dayMs, at - 726 * dayMs);
        const days = await readWindow(simulator, oldest, { figures: ["reach", "views"], nowMs: at });
        expect(days.map(({ endTime }) => Date.parse(endTime))).toEqual(oldest.map(({ endMs }) => endMs));
        for (const { figures: day } of days) expect(Object.keys(day).toSorted()).toEqual(["reach", "views"]);
        const calls = simulator.requests().entries.flatMap((entry) => [entry, ...(entry.items ?? [])]);
        expect(calls.map(({ status }) => status)).toEqual(calls.map(() => 200));
        const ages = calls.flatMap(({ query }) => {
          const since = query["since"];
          return since === undefined ? [] : [at - Number(since) * 1000];
        });
        expect(ages.length).toBeGreaterThan(2);
        expect(Math.max(...ages)).toBeLessThanOrEqual(729 * dayMs);
        simulator.clearRequests();
      }
    },
  );

  test("lack no more of a short history than what the API forgot of it meanwhile", async () => {
    const simulator = await simulated({
      now: () => now + 1.5 * dayMs,
      world: { accounts: [{ followers: 5000 }] },
    });
    const missing: string[] = [];
    const days = await readWindow(simulator, thirtyDays, {
      figures: ["reach", "follower_count"],
      onMissingMetrics: (names) => missing.push(...names),
    });
    const withFollowers = days.filter((day) => "follower_count" in day.figures);
    expect(days).toHaveLength(30);
    expect(withFollowers.map(({ endTime }) => endTime)).toEqual(days.slice(2).map(({ endTime }) => endTime));
    expect(missing).toEqual([]);
  });

  test("are right where the clock changes", async () => {
    const atChange = Date.UTC(2026, 2, 15, 19);
    const simulator = await simulated({ now: () => atChange, world: { accounts: [{ followers: 5000 }] } });
    const days = pacificDays(atChange - 12 * dayMs, atChange);
    const read = await readWindow(simulator, days, { nowMs: atChange });
    expect(read.map(({ endTime }) => endTime)).toEqual(
      days.map(({ endMs }) => new Date(endMs).toISOString().replace(".000", "")),
    );
    expect(new Set(read.map(({ endTime }) => endTime.slice(11)))).toEqual(
      new Set(["08:00:00Z", "07:00:00Z"]),
    );
    for (const { figures: day } of read)
      expect(day).toMatchObject({ reach: expect.any(Number), views: expect.any(Number) });
  });

  test("cost no call for what is not asked", async () => {
    const simulator = await simulated({ world: { accounts: [{ followers: 5000 }] } });
    await readWindow(simulator, thirtyDays, { figures: ["reach", "reach_week"] });
    expect(simulator.requests().quotaCalls).toBe(2);
  });

  test("stay when the API refuses one metric of a call", async () => {
    const simulator = await simulated({ world: { accounts: [{ followers: 5000 }] } });
    simulator.change({ removeMetric: "profile_views", from: "user" });
    const missing: string[] = [];
    const days = await readWindow(simulator, thirtyDays, {
      onMissingMetrics: (names, why) => missing.push(`${why}: ${names.join()}`),
    });
    expect(missing).toEqual(["refused: profile_views"]);
    for (const day of days) {
      expect(day.figures).toHaveProperty("views");
      expect(day.figures).not.toHaveProperty("profile_views");
    }
  });

  test("that the API refuses are told of the first time, however few days are asked about", async () => {
    const simulator = await simulated({ world: { accounts: [{ followers: 5000 }] } });
    simulator.faults.add({
      match: { pathIncludes: "insights", query: { metric: "reach", period: "week" } },
      answer: {
        code: 100,
        message: "(#100) The following periods (week) are incompatible with the metric (reach)",
      },
    });
    const missing: string[] = [];
    const days = await readWindow(simulator, thirtyDays.slice(-3), {
      figures: ["reach", "reach_week"],
      onMissingMetrics: (names, why) => missing.push(`${why}: ${names.join()}`),
    });
    expect(days).toHaveLength(3);
    expect(missing).toEqual(["refused: reach"]);
  });

  test("of an account with few followers lack what needs a hundred", async () => {
    const simulator = await simulated({ world: { accounts: [{ followers: 64 }] } });
    const days = await readWindow(simulator);
    const found = new Set(days.flatMap((day) => Object.keys(day.figures)));
    expect(found).toContain("reach");
    for (const figure of ["follower_count", "online_followers", "followed", "unfollowed"])
      expect(found).not.toContain(figure);
  });

  test("come one by one from a host that refuses batches", async () => {
    const simulator = await simulated({ world: { accounts: [{ followers: 5000, login: "both" }] } });
    expect(await readWindow(simulator, thirtyDays, { instagram: true })).toEqual(await readWindow(simulator));
  });

  test("are told as failed, day by day, when none may be read, in at most a dozen calls", async () => {
    const simulator = await simulated({ world: { accounts: [{ followers: 5000 }] } });
    simulator.change({ revokePermission: "instagram_manage_insights" });
    const graph = clientOf(simulator);
    const reader = createUserInsightsReader(graph, { figures, nowMs: now });
    const { days, coverage } = await reader.readWindow(
      { id: String(simulator.world.accounts[0]?.id) },
      thirtyDays,
    );
    expect(days).toEqual([]);
    expect(coverage).toHaveLength(30);
    for (const day of coverage)
      expect(day).toMatchObject({ status: "failed", error: { kind: "permission" } });
    expect(simulator.requests().quotaCalls).toBeLessThanOrEqual(12);
  });

  test("of a day that fails for good cost that day alone", async () => {
    const simulator = await simulated({ world: { accounts: [{ followers: 5000 }] } });
    const bad = thirtyDays[11];
    const query = { until: String((bad?.endMs ?? 0) / 1000), metric_type: "total_value" };
    simulator.faults.add({ match: { pathIncludes: "insights", query }, answer: { code: 1 } });
    const graph = clientOf(simulator);
    const reader = createUserInsightsReader(graph, { figures: ["reach", "views", "likes"], nowMs: now });
    const { days, coverage } = await reader.readWindow(
      { id: String(simulator.world.accounts[0]?.id) },
      thirtyDays,
    );
    expect(days).toHaveLength(30);
    expect(coverage.filter(({ status }) => status !== "read")).toMatchObject([
      {
        status: "partly",
        lacking: [
          { metric: "views", cause: "failed", absences: undefined },
          { metric: "likes", cause: "failed", absences: undefined },
        ],
      },
    ]);
  });
});
