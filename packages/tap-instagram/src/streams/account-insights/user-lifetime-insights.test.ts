import { describe, expect, test } from "vitest";
import { catalogOf, discoveryCalls, now, run, simulated } from "../../../test/run.ts";

const stream = "user_lifetime_insights";
const catalog = catalogOf({ [stream]: "all" });
const world = { accounts: [{ posts: 0, followers: 5000 }] };
const metadata = { settings: { emit_activate_version_messages: true } };

describe("the people behind an account", () => {
  test("come as one record per group, each with a key of its own, for 15 calls", async () => {
    const simulator = await simulated({ world });
    const { exitCode, records, bookmarks } = await run(simulator, { catalog });
    expect(exitCode).toBe(0);
    expect(simulator.requests().quotaCalls).toBe(discoveryCalls + 15);
    const rows = records(stream);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const kinds = new Set(
      rows.map(({ metric, timeframe, breakdown }) => `${metric} ${timeframe} ${breakdown}`),
    );
    const breakdowns = ["age", "gender", "city", "country", "age,gender"];
    expect(kinds).toEqual(
      new Set(
        breakdowns.flatMap((breakdown) => [
          `follower_demographics null ${breakdown}`,
          ...["engaged", "reached"].flatMap((who) =>
            ["this_week", "this_month"].map((when) => `${who}_audience_demographics ${when} ${breakdown}`),
          ),
        ]),
      ),
    );
    expect(bookmarks()).toEqual({ [stream]: {} });
  });

  test("stand in the columns of their dimensions, and in no other", async () => {
    const simulator = await simulated({ world });
    const { records } = await run(simulator, { catalog });
    for (const row of records(stream)) {
      const filled = ["age", "gender", "city", "country"].filter((name) => row[name] !== null);
      expect(filled.join()).toBe(row["breakdown"]);
      expect(row).toMatchObject({ snapshot_date: "2026-09-21", value: expect.any(Number) });
    }
    const both = records(stream).find(({ breakdown }) => breakdown === "age,gender");
    expect(both).toMatchObject({
      age: expect.stringMatching(/^\d\d(-\d\d|\+)$/),
      gender: expect.stringMatching(/^[FMU]$/),
    });
  });

  test("cost nothing for dimensions that the catalog leaves out", async () => {
    const simulator = await simulated({ world });
    const { records } = await run(simulator, {
      catalog: catalogOf({ [stream]: ["breakdown", "age", "value"] }),
    });
    expect(new Set(records(stream).map(({ breakdown }) => breakdown))).toEqual(new Set(["age"]));
    expect(simulator.requests().quotaCalls).toBe(discoveryCalls + 3);
  });

  test("are added to what earlier days wrote: a target is never told to delete that", async () => {
    const simulator = await simulated({ world });
    const selected = catalogOf({ [stream]: "all", users: "all" });
    const today = await run(simulator, { catalog: selected, ...metadata });
    const tomorrow = await run(simulator, {
      catalog: selected,
      ...metadata,
      now: () => now + 24 * 3_600_000,
    });
    const versioned = tomorrow.messages.flatMap((message) =>
      message.type === "ACTIVATE_VERSION" ? [message.stream] : [],
    );
    expect(versioned).toEqual(["users"]);
    const ids = (result: typeof today) => new Set(result.records(stream).map(({ id }) => id));
    expect([...ids(today)].filter((id) => ids(tomorrow).has(id))).toEqual([]);
  });

  test.each([
    ["of a large account, are pending", 5000, /25 expected, 0 delivered, 20 unavailable \(.*\), 5 pending/],
    ["of a small account, are not offered", 20, /25 expected, 0 delivered, 25 unavailable/],
  ])("answered without a figure, %s", async (_, followers, words) => {
    const simulator = await simulated({ world: { accounts: [{ posts: 0, followers }] } });
    simulator.faults.add({
      match: { template: "/{ig-user}/insights" },
      answer: { status: 200, body: { data: [] } },
    });
    const { exitCode, records, log } = await run(simulator, { catalog });
    expect(records(stream)).toEqual([]);
    expect(log).toMatch(words);
    expect(exitCode).toBe(0);
  });

  test("answered for another period, are missing: nobody knows what the figures are", async () => {
    const simulator = await simulated({ world });
    simulator.faults.add({
      match: { template: "/{ig-user}/insights", query: { timeframe: "this_week" } },
      answer: { lie: "other-period", period: "day" },
    });
    const { exitCode, records, log } = await run(simulator, { catalog });
    expect(exitCode).toBe(4);
    expect(records(stream).some(({ timeframe }) => timeframe === "this_week")).toBe(false);
    expect(records(stream).some(({ timeframe }) => timeframe === "this_month")).toBe(true);
    expect(log).toMatch(/10 missing \(10 answered in a form that is not a figure: engaged/);
  });
});
