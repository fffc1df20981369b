import type { RunningSimulator } from "@tap-instagram/graph-simulator";
import type { JsonObject, JsonValue } from "@tap-instagram/singer";
import { describe, expect, test } from "vitest";
import { catalogOf, now, run, simulated, type RunOptions, type RunResult } from "../../test/run.ts";

const dayMs = 24 * 60 * 60_000;
const settings = { max_wait_minutes: 0, max_retries: 0, page_size: 10, concurrency: 2 };

/** One account whose posts are all older than the test, so that a day more brings no new one. */
function accountWith(posts: number) {
  return { accounts: [{ posts, stories: 0 }] };
}

/** Runs until a run is complete, one run a day, each from the state of the one before. */
async function runDaily(
  simulator: RunningSimulator,
  options: RunOptions,
  clock: { at: number },
): Promise<RunResult[]> {
  const results: RunResult[] = [];
  let state: JsonValue | undefined;
  for (let day = 0; day < 20; day += 1) {
    const result = await run(simulator, { ...options, now: () => clock.at, ...(state ? { state } : {}) });
    results.push(result);
    if (result.exitCode === 0) return results;
    state = result.finalState();
    clock.at += dayMs + 1;
  }
  return results;
}

/** The page fails, in whatever way it is asked for again. A rule does not count what those before it take. */
function failFromPage(simulator: RunningSimulator, nth: number): void {
  for (let time = 0; time < 20; time += 1)
    simulator.faults.add({ match: { template: "/{ig-user}/media", nth }, answer: { code: 2 } });
}

function idsOf(results: readonly RunResult[], stream: string): string[] {
  return results.flatMap(({ records }) => records(stream).map(({ id }) => String(id)));
}

function partitionOf(result: RunResult, stream: string): JsonObject {
  const { bookmarks } = result.finalState() as { bookmarks: { [stream: string]: JsonObject } };
  const [partition = {}] = (bookmarks[stream]?.["partitions"] ?? []) as JsonObject[];
  return partition;
}

describe("an account with more posts than its daily quota is complete after some days", () => {
  test.each([
    ["media alone", { media: ["timestamp"] }, 6],
    ["media and its insights", { media: ["timestamp"], media_insights: ["reach", "follows"] }, 60],
    ["insights and comments", { media_insights: ["reach", "follows"], comments: ["text"] }, 60],
  ])("with %s", async (_, selection: { [stream: string]: string[] }, callsPerDay) => {
    const clock = { at: now };
    const world = { accounts: [{ posts: { count: 130, reels: 40, commentsMaximum: 2 }, stories: 0 }] };
    const simulator = await simulated({ world, now: () => clock.at, quota: { callsPerDay } });
    const results = await runDaily(simulator, { settings, catalog: catalogOf(selection) }, clock);
    expect(results.length).toBeGreaterThan(2);
    expect(results.slice(0, -1).map(({ exitCode }) => exitCode)).toEqual(results.slice(1).map(() => 5));
    expect(results.at(-1)?.exitCode).toBe(0);
    const clean = await run(await simulated({ world }), { catalog: catalogOf(selection) });
    for (const stream of Object.keys(selection)) {
      const ids = idsOf(results, stream);
      for (const id of idsOf([clean], stream)) expect(ids).toContain(id);
      // Each run reads the ends of what was read before once more, and goes on.
      expect(ids.length).toBeLessThan(1.5 * new Set(ids).size);
    }
    expect(results.at(-1)?.bookmarks()).toEqual(
      Object.fromEntries(Object.keys(selection).map((stream) => [stream, {}])),
    );
  });

  test("where it is incremental, and its bookmark moves once it is whole", async () => {
    const clock = { at: now };
    const simulator = await simulated({
      world: accountWith(130),
      now: () => clock.at,
      quota: { callsPerDay: 60 },
    });
    const byTimestamp = { "replication-method": "INCREMENTAL", "replication-key": "timestamp" };
    const catalog = catalogOf({ media_insights: ["reach", "follows"] }, { media_insights: byTimestamp });
    const options = { settings, catalog, reachesBack: "two years" } as const;
    const results = await runDaily(simulator, options, clock);
    expect(results.length).toBeGreaterThan(2);
    expect(results.at(-1)?.exitCode).toBe(0);
    expect(new Set(idsOf(results, "media_insights")).size).toBeGreaterThanOrEqual(130);
    for (const result of results.slice(0, -1))
      expect(partitionOf(result, "media_insights")).not.toHaveProperty("replication_key_value");
    const timestamps = results.flatMap(({ records }) => records("media_insights"));
    const newest = timestamps
      .map(({ timestamp }) => timestamp)
      .toSorted()
      .at(-1);
    expect(partitionOf(results.at(-1) as RunResult, "media_insights")).toMatchObject({
      replication_key_value: newest,
    });
    expect(partitionOf(results.at(-1) as RunResult, "media_insights")).not.toHaveProperty("read_back_to");
  });
});

describe("a walk that is cut goes on where it was", () => {
  const catalog = catalogOf({ media: ["timestamp"] });

  test("after a failure that may pass: with what is new first, then from there", async () => {
    const simulator = await simulated({ world: accountWith(95) });
    failFromPage(simulator, 4);
    const first = await run(simulator, { settings, catalog });
    expect(first.exitCode).toBe(4);
    expect(first.records("media")).toHaveLength(30);
    const oldest = first.records("media").at(-1)?.["timestamp"];
    const newest = first.records("media")[0]?.["timestamp"];
    expect(partitionOf(first, "media")).toMatchObject({
      context: { business_account_id: simulator.world.accounts[0]?.id },
      read_from: newest,
      read_back_to: oldest,
    });
    simulator.faults.clear();
    simulator.clearRequests();
    const second = await run(simulator, { settings, catalog, state: first.finalState() });
    expect(second.exitCode).toBe(0);
    const ids = second.records("media").map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    // The newest, then the one that the first run ended with, and all that are older.
    expect(ids).toHaveLength(1 + 1 + 65);
    expect(new Set(idsOf([first, second], "media")).size).toBe(95);
    expect(simulator.requests().byEndpoint["/{ig-user}/media"]).toBeLessThanOrEqual(8);
    expect(second.bookmarks()).toEqual({ media: {} });
  });

  test("after a stop", async () => {
    const simulator = await simulated({ world: accountWith(95) });
    let records = 0;
    const first = await run(simulator, {
      settings,
      catalog,
      onStdout: (chunk, host) => {
        records += chunk.split('"type":"RECORD"').length - 1;
        if (records >= 40) host.send("SIGTERM");
      },
    });
    expect(first.exitCode).toBe(0);
    expect(partitionOf(first, "media")).toHaveProperty("read_back_to");
    const second = await run(simulator, { settings, catalog, state: first.finalState() });
    expect(second.records("media").length).toBeLessThan(70);
    expect(new Set(idsOf([first, second], "media")).size).toBe(95);
    expect(second.bookmarks()).toEqual({ media: {} });
  });

  test("and asks again for single posts that did not come before", async () => {
    const clock = { at: now };
    const simulator = await simulated({ world: accountWith(60), now: () => clock.at });
    const unwell = simulator.world.accounts[0]?.ids.media.slice(12, 14) ?? [];
    for (const itemId of unwell) simulator.faults.add({ match: { itemId }, answer: { code: 2 } });
    failFromPage(simulator, 4);
    const options = { settings, catalog: catalogOf({ media_insights: ["reach", "follows"] }) };
    const first = await run(simulator, options);
    expect(first.exitCode).toBe(4);
    // The two, and the newest post, which is too young for figures.
    expect(partitionOf(first, "media_insights")["missing_at"]).toHaveLength(3);
    simulator.faults.clear();
    const second = await run(simulator, { ...options, state: first.finalState() });
    expect(second.exitCode).toBe(0);
    expect(idsOf([second], "media_insights")).toEqual(expect.arrayContaining([...unwell]));
    expect(new Set(idsOf([first, second], "media_insights")).size).toBe(60);
  });

  test("and activates no version before a run is whole by itself", async () => {
    const simulator = await simulated({ world: accountWith(95) });
    failFromPage(simulator, 4);
    const options = { catalog, settings: { ...settings, emit_activate_version_messages: true } };
    const first = await run(simulator, options);
    simulator.faults.clear();
    const second = await run(simulator, { ...options, state: first.finalState() });
    const third = await run(simulator, { ...options, state: second.finalState() });
    const activations = [first, second, third].map(
      ({ messages }) => messages.filter(({ type }) => type === "ACTIVATE_VERSION").length,
    );
    expect(activations).toEqual([0, 0, 1]);
    expect(third.records("media")).toHaveLength(95);
  });

  test("but not behind a refusal that stays, nor for days without getting any further", async () => {
    const clock = { at: now };
    const simulator = await simulated({ world: accountWith(95), now: () => clock.at });
    for (const query of [{ after: "" }, { until: "" }])
      simulator.faults.add({ match: { template: "/{ig-user}/media", query }, answer: { code: 10 } });
    const refused = await run(simulator, { settings, catalog });
    expect(partitionOf(refused, "media")).toEqual({});
    simulator.faults.clear();
    failFromPage(simulator, 4);
    let result = await run(simulator, { settings, catalog, now: () => clock.at });
    simulator.faults.clear();
    // The rest never comes, while the newest posts do.
    simulator.faults.add({
      match: { template: "/{ig-user}/media", query: { until: "" } },
      answer: { code: 2 },
    });
    const newest: number[] = [];
    for (let day = 0; day < 4; day += 1) {
      clock.at += dayMs;
      result = await run(simulator, { settings, catalog, state: result.finalState(), now: () => clock.at });
      expect(result.exitCode).toBe(day < 3 ? 4 : 0);
      newest.push(result.records("media").length);
    }
    expect(Math.max(...newest.slice(0, 3))).toBeLessThan(10);
    expect(newest[3]).toBeGreaterThanOrEqual(95);
  });
});

test("posts of which a token that ends in the middle costs the figures come with the next token", async () => {
  const simulator = await simulated({ world: { accounts: [{ posts: { count: 40, reels: 20 } }] } });
  const options = {
    settings: { page_size: 10, concurrency: 1 },
    catalog: catalogOf({ media_insights: ["reach", "ig_reels_avg_watch_time"] }),
  };
  const clean = await run(simulator, options);
  simulator.faults.add({
    match: { target: "item", template: "/{media}/insights", every: 3 },
    answer: { code: 190, subcode: 463 },
  });
  simulator.faults.add({
    match: { template: "/{ig-user}/media", query: { after: "" }, nth: 3 },
    answer: { code: 190, subcode: 463 },
  });
  const ended = await run(simulator, options);
  expect(ended.exitCode).toBe(3);
  simulator.faults.clear();
  const next = await run(simulator, { ...options, state: ended.finalState() });
  expect(next.exitCode).toBe(0);
  const ids = new Set([ended, next].flatMap(({ records }) => records("media_insights").map(({ id }) => id)));
  expect(ended.records("media_insights").length).toBeGreaterThan(0);
  expect(clean.records("media_insights").filter(({ id }) => !ids.has(id))).toEqual([]);
});

describe("a run that goes on from any state of a run that was whole", () => {
  const world = (deleted: readonly number[]) => ({
    accounts: [
      {
        username: "older",
        posts: { count: 12, reels: 4, deleted: [...deleted], beforeConversion: 1 },
        stories: 0,
      },
      { username: "newer", posts: 5, stories: 0 },
    ],
  });
  const catalog = catalogOf({ media: ["timestamp"], media_insights: ["reach", "follows"] });

  /** Every state of a first run, and how a run from each of them ends. */
  async function endsFromEach(deleted: readonly number[]): Promise<{ states: JsonValue[]; exits: number[] }> {
    const simulator = await simulated({ world: world(deleted) });
    const whole = await run(simulator, { catalog });
    const states = whole.messages.flatMap((message) => (message.type === "STATE" ? [message.value] : []));
    const exits: number[] = [];
    for (const state of states) exits.push((await run(simulator, { catalog, state })).exitCode);
    return { states, exits: [whole.exitCode, ...exits] };
  }

  test("takes a deleted post that it asks for again for deleted, although no other comes with it", async () => {
    const { states, exits } = await endsFromEach([5]);
    expect(JSON.stringify(states)).toContain("missing_at");
    expect(new Set(exits)).toEqual(new Set([0]));
  });

  test("takes posts for missing that are too many to be deleted", async () => {
    const { exits } = await endsFromEach([2, 3, 4, 5, 6]);
    expect(new Set(exits)).toEqual(new Set([4]));
  });
});
