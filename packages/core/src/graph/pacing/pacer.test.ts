import { describe, expect, test } from "vitest";
import { ManualClock } from "test-tools/clock";
import { QuotaExhaustedError } from "../errors/errors.ts";
import type { Budget } from "./budget.ts";
import { Pacer } from "./pacer.ts";
import { readUsage } from "./usage.ts";

const account = { type: "instagram", id: "17841400000000001" };
const other = { type: "instagram", id: "17841400000000002" };
const minuteMs = 60_000;

interface PacerSetup {
  ceilingPercent?: number | undefined;
  maxWaitMs?: number | undefined;
}

function pacer({ ceilingPercent = 80, maxWaitMs = 60 * minuteMs }: PacerSetup = {}) {
  const clock = new ManualClock();
  const waits: { budget: Budget; waitMs: number }[] = [];
  const told: number[] = [];
  const paced = new Pacer({
    clock,
    random: () => 0.5,
    ceilingPercent,
    maxWaitMs,
    onWait: (wait) => waits.push(wait),
    onSlowDown: ({ percent }) => told.push(percent),
  });
  return { clock, waits, told, pacer: paced };
}

function usage(percent: number, regainMinutes = 0, ids = ["17841400000000001"]) {
  const entry = {
    type: "instagram",
    call_count: percent,
    total_cputime: 1,
    total_time: 2,
    estimated_time_to_regain_access: regainMinutes,
  };
  const value = JSON.stringify(Object.fromEntries(ids.map((id) => [id, [entry]])));
  return readUsage({ get: (name) => (name === "x-business-use-case-usage" ? value : null) });
}

describe("the pacer", () => {
  test("lets requests go at once below the ceiling", async () => {
    const { pacer: paced, clock } = pacer();
    paced.observe(account, usage(80));
    for (let request = 0; request < 10; request += 1) await paced.ready(account, "GET /");
    expect(clock.sleeps).toEqual([]);
  });

  test("spreads them ever wider above it", async () => {
    const spacings: number[] = [];
    for (const percent of [81, 85, 90, 95, 99]) {
      const { pacer: paced, clock } = pacer();
      paced.observe(account, usage(percent));
      await paced.ready(account, "GET /");
      await paced.ready(account, "GET /");
      spacings.push(clock.sleeps[0] ?? 0);
    }
    expect(spacings).toEqual([75, 1875, 7500, 16_875, 27_075]);
  });

  test("lets a batch weigh as many calls as it costs, up to half a minute", async () => {
    const { pacer: paced, clock } = pacer();
    paced.observe(account, usage(82));
    await paced.ready(account, "POST / (batch)", undefined, 50);
    paced.observe(account, usage(99));
    await paced.ready(account, "POST / (batch)", undefined, 50);
    await paced.ready(account, "GET /");
    expect(clock.sleeps).toEqual([50 * 300, 30_000]);
  });

  test("tells of it once per account, and again every few percent", async () => {
    const { pacer: paced, told } = pacer();
    for (const percent of [79, 80, 81, 82, 81, 85, 86, 90, 91, 70, 83])
      paced.observe(account, usage(percent));
    expect(told).toEqual([81, 86, 91, 83]);
    const impatient = pacer({ maxWaitMs: 0 });
    impatient.pacer.observe(account, usage(99));
    expect(impatient.told).toEqual([]);
  });

  test("believes in a wait of a day at most: quotas count the last 24 hours", async () => {
    const { pacer: paced, clock } = pacer({ maxWaitMs: 48 * 60 * minuteMs });
    paced.observe(account, usage(100, 1e308));
    await paced.ready(account, "GET /");
    expect(clock.sleeps).toEqual([24 * 60 * minuteMs]);
  });

  test("stops an account until access is regained, and lets the others go on", async () => {
    const { pacer: paced, clock, waits } = pacer();
    paced.observe(account, usage(100, 12));
    await paced.ready(other, "GET /");
    expect(clock.sleeps).toEqual([]);
    await paced.ready(account, "GET /");
    expect(waits).toEqual([{ budget: account, waitMs: 12 * minuteMs }]);
  });

  test("never mixes the app's usage with an account's", async () => {
    const { pacer: paced, clock } = pacer();
    const appUsage = readUsage({
      get: (name) => (name === "x-app-usage" ? '{"call_count":99,"total_time":1,"total_cputime":1}' : null),
    });
    paced.observe("app", appUsage);
    await paced.ready(account, "GET /");
    await paced.ready(account, "GET /");
    expect(clock.sleeps).toEqual([]);
  });

  test("believes a header that names only the business", async () => {
    const { pacer: paced, waits } = pacer();
    paced.observe(account, usage(100, 5, ["998877"]));
    await paced.ready(account, "GET /");
    expect(waits).toEqual([{ budget: account, waitMs: 5 * minuteMs }]);
  });

  test("is not held up by another account that the header names as well", async () => {
    const { pacer: paced, clock, waits } = pacer();
    paced.observe(account, [...usage(10), ...usage(100, 30, ["17841400000000002"])]);
    await paced.ready(account, "GET /");
    expect(clock.sleeps).toEqual([]);
    await paced.ready(other, "GET /");
    expect(waits).toEqual([{ budget: other, waitMs: 30 * minuteMs }]);
  });

  test("waits minutes after a refusal without a header, longer with each, up to a cap", async () => {
    const { pacer: paced, waits } = pacer({ maxWaitMs: 24 * 60 * minuteMs });
    for (let refusal = 0; refusal < 6; refusal += 1) {
      paced.refused(account);
      await paced.ready(account, "GET /");
    }
    expect(waits.map(({ waitMs }) => waitMs / minuteMs)).toEqual([0.75, 1.5, 3, 6, 11.25, 11.25]);
  });

  test("counts requests that were refused together once", async () => {
    const { pacer: paced, waits } = pacer();
    for (let request = 0; request < 8; request += 1) paced.refused(account);
    await paced.ready(account, "GET /");
    expect(waits.map(({ waitMs }) => waitMs)).toEqual([0.75 * minuteMs]);
  });

  test("ends with an error that says how long the wait would be, when it is too long", async () => {
    const { pacer: paced, clock } = pacer({ maxWaitMs: 10 * minuteMs });
    paced.observe(account, usage(100, 30));
    const error = await paced.ready(account, "GET /{id}/media").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(QuotaExhaustedError);
    expect(error).toMatchObject({ retryAfterMs: 30 * minuteMs, endpoint: "GET /{id}/media" });
    expect(clock.sleeps).toEqual([]);
  });

  test("adds up the waits of refusals in a row", async () => {
    const { pacer: paced, waits } = pacer({ maxWaitMs: 10 * minuteMs });
    const refusedUntilTheEnd = async () => {
      for (;;) {
        paced.refused(account);
        await paced.ready(account, "GET /");
      }
    };
    await expect(refusedUntilTheEnd()).rejects.toBeInstanceOf(QuotaExhaustedError);
    expect(waits.reduce((sum, { waitMs }) => sum + waitMs, 0)).toBeLessThanOrEqual(10 * minuteMs);
  });

  test("never waits when told so", async () => {
    const { pacer: paced, clock } = pacer({ maxWaitMs: 0 });
    paced.observe(account, usage(99));
    await paced.ready(account, "GET /");
    await paced.ready(account, "GET /");
    paced.refused(account);
    await expect(paced.ready(account, "GET /")).rejects.toBeInstanceOf(QuotaExhaustedError);
    expect(clock.sleeps).toEqual([]);
  });

  test("adds up waits whose length the API names, and answers between them change nothing", async () => {
    const { pacer: paced, waits } = pacer({ maxWaitMs: 100 * minuteMs });
    const refusedWithTime = async () => {
      paced.observe(account, usage(100, 40));
      paced.refused(account);
      await paced.ready(account, "GET /");
    };
    await refusedWithTime();
    paced.admitted(account);
    await refusedWithTime();
    paced.admitted(account);
    await expect(refusedWithTime()).rejects.toBeInstanceOf(QuotaExhaustedError);
    expect(waits.map(({ waitMs }) => waitMs / minuteMs)).toEqual([40, 40]);
  });

  test("adds up the waits of all accounts, and counts those at the same time once", async () => {
    const { pacer: paced, clock } = pacer({ maxWaitMs: 100 * minuteMs });
    const waitFor = async (id: number) => {
      const budget = { type: "instagram", id: String(id) };
      paced.observe(budget, usage(100, 40, [String(id)]));
      await paced.ready(budget, "GET /");
    };
    const startedAt = clock.now();
    await Promise.all([waitFor(1), waitFor(2), waitFor(3)]);
    await waitFor(4);
    await expect(waitFor(5)).rejects.toThrow("all waits together may take 100 minutes");
    expect(clock.now() - startedAt).toBe(80 * minuteMs);
  });

  test("holds back every budget when the app as a whole is refused", async () => {
    const { pacer: paced, waits } = pacer();
    paced.refused(account, 5 * minuteMs, true);
    await paced.ready(other, "GET /");
    expect(waits).toEqual([{ budget: other, waitMs: 5 * minuteMs }]);
  });

  test("waits out a refusal of the app once, not once for each account", async () => {
    const { pacer: paced, clock } = pacer();
    const startedAt = clock.now();
    const refusedUntilTheEnd = async (budget: Budget) => {
      for (;;) {
        paced.refused(budget, undefined, true);
        await paced.ready(budget, "GET /");
      }
    };
    for (const id of [1, 2, 3]) {
      const error = await refusedUntilTheEnd({ type: "instagram", id: `${id}` }).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(QuotaExhaustedError);
      expect(error).toHaveProperty(
        "message",
        expect.stringMatching(/quota of the app .* minutes of waiting/),
      );
    }
    expect(clock.now() - startedAt).toBeLessThanOrEqual(60 * minuteMs);
  });

  test("waits for the app anew once anything was answered", async () => {
    const { pacer: paced, waits } = pacer();
    for (let refusal = 0; refusal < 12; refusal += 1) {
      paced.refused(account, undefined, true);
      await paced.ready(account, "GET /");
      paced.admitted(account);
    }
    expect(new Set(waits.map(({ waitMs }) => waitMs))).toEqual(new Set([0.75 * minuteMs]));
  });

  test("tells once of a wait that several requests share", async () => {
    const { pacer: paced, waits } = pacer();
    paced.refused(account, 5 * minuteMs);
    await Promise.all([1, 2, 3].map(() => paced.ready(account, "GET /")));
    expect(waits).toEqual([{ budget: account, waitMs: 5 * minuteMs }]);
  });
});
