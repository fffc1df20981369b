import { describe, expect, test } from "vitest";
import type { SimulatorOptions } from "@tap-instagram/graph-simulator";
import { clientOf, now, simulated } from "../../../test/simulated.ts";
import type { MetricRequest } from "./metrics/metric-request.ts";
import { metricRequestOf } from "./metrics/metric-query.ts";
import { pacificDays } from "./pacific-days.ts";
import { userBreakdowns } from "./metrics/user-breakdowns.ts";
import { userDemographics } from "./metrics/user-demographics.ts";
import { createUserReportReader, type UserReportOptions, type UserReportReader } from "./user-report.ts";
import { dayMs } from "../../graph/durations.ts";

const threeDays = pacificDays(now - 3 * dayMs, now);

async function opened(
  metrics: readonly MetricRequest[],
  options: Partial<UserReportOptions> & {
    simulator?: SimulatorOptions | undefined;
    followers?: number | undefined;
  } = {},
) {
  const { simulator: simulatorOptions, followers = 5000, ...others } = options;
  const simulator = await simulated({
    world: { accounts: [{ followers, login: "both" }] },
    ...simulatorOptions,
  });
  const account = { id: String(simulator.world.accounts[0]?.id) };
  const missing: string[] = [];
  const readerFor = (host: "facebook" | "instagram"): UserReportReader =>
    createUserReportReader(clientOf(simulator, host === "instagram" ? { instagram: true } : {}), {
      metrics,
      nowMs: now,
      onMissingMetrics: (names, why) => missing.push(`${why}: ${names.join()}`),
      ...others,
    });
  return { simulator, account, missing, reader: readerFor("facebook"), readerFor };
}

const reachBy = (...breakdowns: string[]): MetricRequest => ({
  metric: "reach",
  period: "day",
  shape: "total",
  breakdowns,
});

describe("figures split by a dimension", () => {
  test("cost one call per day and dimension, however many metrics there are", async () => {
    const { simulator, account, reader } = await opened(userBreakdowns);
    const { cells } = await reader.readWindow(account, threeDays);
    expect(simulator.requests()).toMatchObject({ httpRequests: 1, quotaCalls: 3 * 3 });
    const asked = new Set(userBreakdowns.map(({ metric, breakdowns }) => `${metric} ${breakdowns}`));
    expect(new Set(cells.map(({ metric, breakdowns }) => `${metric} ${breakdowns}`))).toEqual(asked);
    expect(new Set(cells.map(({ endTime }) => Date.parse(String(endTime))))).toEqual(
      new Set(threeDays.map(({ endMs }) => endMs)),
    );
  });

  test("are the parts alone, never the total beside them", async () => {
    const { account, reader } = await opened([reachBy("follow_type")]);
    const { cells } = await reader.readWindow(account, threeDays.slice(-1));
    expect(cells.map(({ dimensions }) => dimensions["follow_type"]).toSorted()).toEqual(
      expect.arrayContaining(["FOLLOWER", "NON_FOLLOWER"]),
    );
    for (const { dimensions } of cells) expect(Object.keys(dimensions)).toEqual(["follow_type"]);
  });

  test("can be split by two at once", async () => {
    const { account, reader } = await opened([reachBy("follow_type", "media_product_type")]);
    const {
      cells: [cell],
    } = await reader.readWindow(account, threeDays.slice(-1));
    expect(Object.keys(cell?.dimensions ?? {})).toEqual(["follow_type", "media_product_type"]);
  });

  test("are the same one by one, from a host that refuses batches", async () => {
    const { account, readerFor } = await opened(userBreakdowns);
    const [facebook, instagram] = await Promise.all(
      (["facebook", "instagram"] as const).map((host) => readerFor(host).readWindow(account, threeDays)),
    );
    expect(instagram).toEqual(facebook);
  });
});

describe("a refusal", () => {
  test("of the breakdown by one metric costs only that metric", async () => {
    const metrics = ["views", "likes", "reach"].map((metric) => ({ ...reachBy("follow_type"), metric }));
    const { account, reader, missing } = await opened(metrics);
    const { cells } = await reader.readWindow(account, threeDays);
    expect(new Set(cells.map(({ metric }) => metric))).toEqual(new Set(["views", "reach"]));
    expect(missing).toEqual(["refused: likes"]);
  });

  test("for one account is none of another's business, unless the API does not know the metric at all", async () => {
    const metrics = ["reach", "views", "nonsense"].map((metric) => ({ ...reachBy("follow_type"), metric }));
    const { simulator, reader } = await opened(metrics, {
      simulator: { world: { accounts: [{ followers: 5000 }, { followers: 5000 }] } },
      whenAllAreRefused: "fail",
    });
    const [refused, other] = simulator.world.accounts.map(({ id }) => ({ id }));
    if (!refused || !other) throw new Error("no accounts");
    const refuse = (message: string, id?: string) =>
      simulator.faults.add({
        match: { pathIncludes: "insights", itemId: id },
        answer: { code: 100, message },
      });
    refuse("(#100) Incompatible breakdowns (follow_type) for metric (reach)", refused.id);
    for (let window = 0; window < 2; window += 1)
      await expect(reader.readWindow(refused, threeDays)).rejects.toThrow(/Incompatible breakdowns/);
    simulator.clearRequests();
    const { cells } = await reader.readWindow(other, threeDays);
    expect(new Set(cells.map(({ metric }) => metric))).toEqual(new Set(["reach", "views"]));
    // Each day once with nonsense, and once without.
    expect(simulator.requests().quotaCalls).toBe(2 * 3);
    simulator.faults.clear();
    simulator.clearRequests();
    await reader.readWindow(other, threeDays);
    expect(simulator.requests().quotaCalls).toBe(3);
  });

  test("is told the first time it happens", async () => {
    const { simulator, account, reader, missing } = await opened(userDemographics);
    simulator.change({ removeMetric: "reached_audience_demographics", from: "user" });
    const { cells } = await reader.readSnapshot(account);
    expect(missing).toEqual(["refused: reached_audience_demographics"]);
    expect(new Set(cells.map(({ metric }) => metric))).toEqual(
      new Set(["follower_demographics", "engaged_audience_demographics"]),
    );
  });

  test("of everything leaves the report empty, or fails it where that is wanted", async () => {
    const nothing = [metricRequestOf({ metric: "nonsense", period: "day" })];
    const lenient = await opened(nothing);
    expect(await lenient.reader.readWindow(lenient.account, threeDays)).toMatchObject({ cells: [] });
    const strict = await opened(nothing, { whenAllAreRefused: "fail" });
    for (let window = 0; window < 5; window += 1) {
      await expect(strict.reader.readWindow(strict.account, threeDays)).rejects.toThrow(
        /metric\[0\] must be one of/,
      );
    }
  });
});

describe("the people behind an account", () => {
  test("are told apart by the names of dimensions, whatever the API puts beside them", async () => {
    for (const timeframeInDimensionKeys of [true, false]) {
      const { simulator, account, reader } = await opened(userDemographics, {
        simulator: { behaviour: { timeframeInDimensionKeys } },
      });
      const { cells } = await reader.readSnapshot(account);
      expect(simulator.requests()).toMatchObject({ httpRequests: 2, quotaCalls: 5 + 2 * 5 });
      for (const { breakdowns, dimensions, timeframe, metric } of cells) {
        expect(Object.keys(dimensions)).toEqual(breakdowns);
        expect(timeframe === undefined).toBe(metric === "follower_demographics");
        if (dimensions["gender"] !== undefined) expect(["F", "M", "U"]).toContain(dimensions["gender"]);
      }
    }
  });

  test("stay unknown below a hundred followers, which is no failure", async () => {
    const { account, reader, missing } = await opened(
      userDemographics.filter(({ metric }) => metric === "follower_demographics"),
      { followers: 64, whenAllAreRefused: "fail" },
    );
    expect(await reader.readSnapshot(account)).toMatchObject({ cells: [] });
    expect(missing).toEqual([]);
  });
});

test("what comes by the hour says which hour", async () => {
  const online: MetricRequest = {
    metric: "online_followers",
    period: "lifetime",
    shape: "series",
    historyDays: 30,
  };
  const { simulator, account, reader } = await opened([online]);
  const { cells } = await reader.readWindow(account, pacificDays(now - 30 * dayMs, now));
  expect(simulator.requests().quotaCalls).toBe(1);
  const perDay = new Map<string | null, (string | undefined)[]>();
  for (const { endTime, dimensions } of cells)
    perDay.set(endTime, [...(perDay.get(endTime) ?? []), dimensions["hour"]]);
  const everyHour = Array.from({ length: 24 }, (_, hour) => String(hour));
  for (const hours of perDay.values()) expect(hours).toEqual(everyHour);
  expect(perDay.size).toBeGreaterThan(20);
});

describe("a wish", () => {
  const requestFor = (metric: string, others: Partial<Parameters<typeof metricRequestOf>[0]> = {}) => {
    const { shape, historyDays } = metricRequestOf({ metric, period: "day", ...others });
    return `${shape} ${historyDays ?? ""}`.trim();
  };

  test("is a series where there is one, since that costs one call for many days", () => {
    expect(requestFor("reach")).toBe("series");
    expect(requestFor("follower_count")).toBe("series 30");
    expect(requestFor("views")).toBe("total");
    expect(requestFor("reach", { breakdowns: ["follow_type"] })).toBe("total");
    expect(requestFor("reach", { metricType: "total_value" })).toBe("total");
    expect(requestFor("unheard_of", { period: "week" })).toBe("series");
    expect(requestFor("follower_demographics", { period: "lifetime", breakdowns: ["age"] })).toBe("total");
  });
});
