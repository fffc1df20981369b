import type { BehaviourOptions, PostsSpec } from "@tap-instagram/graph-simulator";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RoundTrips } from "../../../test/round-trips.ts";
import { catalogOf, run, simulated, type RunOptions } from "../../../test/run.ts";

/** What the chain of cursors of 5,000 posts waits for: two lists of accounts, and the pages. */
const roundTripsOfChain = 2 + 50;
const pagesOfChain = 50;

const media = catalogOf({ media: ["timestamp"] });

/** Walks over the posts of one account. */
async function walk(posts: PostsSpec, behaviour: BehaviourOptions, options: RunOptions = {}) {
  const simulator = await simulated({ world: { accounts: [{ posts, stories: 0 }] }, behaviour });
  const result = await run(simulator, { catalog: media, ...options });
  return {
    ...result,
    ids: result.records("media").map(({ id }) => id),
    wanted: simulator.world.accounts[0]?.ids.media,
    calls: simulator.requests().byEndpoint["/{ig-user}/media"] ?? 0,
    saysSo: result.log.split("\n").filter((line) => line.includes("cannot be read in parts")),
  };
}

// src/sync/sync.test.ts counts the same for all streams together.
describe("5,000 posts", () => {
  test.each([
    ["media with all of its fields", catalogOf({ media: "all" })],
    ["media_insights inside of the pages", catalogOf({ media_insights: ["reach"] })],
  ])("take at most half the round trips of the chain, and few more pages: %s", async (_, catalog) => {
    const posts = { count: 5000, carousels: 500, carouselChildren: 3174, reels: 2000, hoursBetween: 4 };
    const simulator = await simulated({ world: { accounts: [{ posts }] }, quota: { callsPerDay: 1e9 } });
    const roundTrips = new RoundTrips();
    const { exitCode } = await run(simulator, { catalog, fetch: roundTrips.fetch });
    expect(exitCode).toBe(0);
    expect(roundTrips.count).toBeLessThanOrEqual(roundTripsOfChain / 2);
    expect(Math.max(...roundTrips.requests)).toBeLessThanOrEqual(8);
    const { byEndpoint } = simulator.requests();
    expect(byEndpoint["/{ig-user}/media"]).toBeLessThanOrEqual(pagesOfChain * 1.15);
  });
});

/** Some posts of the same second, some weeks apart, in stretches of either kind. */
const anyPosts = fc.record({
  count: fc.integer({ min: 70, max: 260 }),
  secondsBetween: fc
    .array(
      fc.record({
        seconds: fc.oneof(fc.constantFrom(0, 0, 0, 1), fc.nat(100), fc.nat(3_000_000)),
        times: fc.integer({ min: 1, max: 60 }),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((stretches) =>
      stretches.flatMap(({ seconds, times }) => Array.from({ length: times }, () => seconds)),
    ),
});

const pageSize = 5;

describe("a large account that is read in windows, with whatever times its posts have", () => {
  test.each(["inclusive", "exclusive"] as const)(
    "comes whole, in order, without a post twice, and with at most 15 % more pages (bounds %s)",
    async (mediaTimeRange) => {
      await fc.assert(
        fc.asyncProperty(anyPosts, fc.integer({ min: 2, max: 12 }), async (posts, concurrency) => {
          const settings = { page_size: pageSize, concurrency };
          const { exitCode, ids, wanted, calls } = await walk(posts, { mediaTimeRange }, { settings });
          expect(exitCode).toBe(0);
          expect(ids).toEqual(wanted);
          expect(calls).toBeLessThanOrEqual(Math.ceil(posts.count / pageSize) * 1.15);
        }),
        { numRuns: 12 },
      );
    },
  );

  test.each(["ignored", "refused"] as const)(
    "comes as one chain where bounds of time are %s, and one line says so",
    async (mediaTimeRange) => {
      await fc.assert(
        fc.asyncProperty(anyPosts, async (posts) => {
          const settings = { page_size: pageSize };
          const { exitCode, ids, wanted, calls, saysSo } = await walk(
            posts,
            { mediaTimeRange },
            { settings },
          );
          expect(exitCode).toBe(0);
          expect(ids).toEqual(wanted);
          expect(calls).toBeLessThanOrEqual(Math.ceil(posts.count / pageSize) + 3);
          expect(saysSo.length).toBeLessThanOrEqual(1);
        }),
        { numRuns: 8 },
      );
    },
  );

  test("comes whole where pages are short or empty at times", async () => {
    await fc.assert(
      fc.asyncProperty(anyPosts, async (posts) => {
        const settings = { page_size: pageSize };
        const { exitCode, ids, wanted } = await walk(posts, { shortPages: "sometimes" }, { settings });
        expect(exitCode).toBe(0);
        expect(ids).toEqual(wanted);
      }),
      { numRuns: 8 },
    );
  });
});

describe("a large account that is read in windows", () => {
  const posts: PostsSpec = { count: 200, secondsBetween: [0, 3600, 7200, 0, 86_400] };
  const settings = { page_size: pageSize, max_retries: 0, max_wait_minutes: 0 };

  test("goes on where it was cut, in windows again, and loses nothing", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts, stories: 0 }] } });
    const wanted = simulator.world.accounts[0]?.ids.media ?? [];
    let came = 0;
    const first = await run(simulator, {
      catalog: media,
      settings,
      onStdout: (chunk, host) => {
        came += chunk.split('"type":"RECORD"').length - 1;
        if (came >= 40) host.send("SIGTERM");
      },
    });
    const before = first.records("media").map(({ id }) => id);
    expect(before).toEqual(wanted.slice(0, before.length));
    expect(before.length).toBeLessThan(150);
    expect(JSON.stringify(first.bookmarks())).toContain("read_back_to");
    simulator.clearRequests();
    const roundTrips = new RoundTrips();
    const second = await run(simulator, {
      catalog: media,
      settings,
      state: first.finalState(),
      fetch: roundTrips.fetch,
    });
    expect(second.exitCode).toBe(0);
    const rest = second.records("media").map(({ id }) => id);
    expect(new Set(rest).size).toBe(rest.length);
    expect(new Set([...before, ...rest])).toEqual(new Set(wanted));
    expect(second.bookmarks()).toEqual({ media: {} });
    const pages = simulator.requests().byEndpoint["/{ig-user}/media"] ?? 0;
    expect(roundTrips.count).toBeLessThan(2 + pages * 0.75);
  });

  test("fails where one chain would fail, and the next run goes on there", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts, stories: 0 }] } });
    const wanted = simulator.world.accounts[0]?.ids.media ?? [];
    simulator.faults.add({
      match: { template: "/{ig-user}/media", query: { after: "" } },
      answer: { code: 2 },
    });
    const first = await run(simulator, { catalog: media, settings });
    expect(first.exitCode).toBe(4);
    const before = first.records("media").map(({ id }) => id);
    expect(before).toEqual(wanted.slice(0, before.length));
    simulator.faults.clear();
    const second = await run(simulator, { catalog: media, settings, state: first.finalState() });
    expect(second.exitCode).toBe(0);
    const rest = second.records("media").map(({ id }) => id);
    expect(new Set([...before, ...rest])).toEqual(new Set(wanted));
  });

  test("asks a closed quota for no more than what was under way, and some runs later it is whole", async () => {
    const clock = { at: Date.UTC(2026, 8, 21, 19) };
    const world = { accounts: [{ posts, stories: 0 }] };
    const simulator = await simulated({ world, now: () => clock.at, quota: { callsPerDay: 15 } });
    const wanted = simulator.world.accounts[0]?.ids.media ?? [];
    const came = new Set<unknown>();
    let runs = 0;
    let state: RunOptions["state"];
    for (let exitCode = 5; exitCode === 5; runs += 1) {
      simulator.clearRequests();
      const result = await run(simulator, { catalog: media, settings, state, now: () => clock.at });
      for (const { id } of result.records("media")) came.add(id);
      const refused = simulator.requests().entries.filter(({ status }) => status !== 200);
      expect(refused.length).toBeLessThanOrEqual(8);
      ({ exitCode } = result);
      state = result.finalState();
      clock.at += 24 * 60 * 60_000 + 1;
    }
    expect(came).toEqual(new Set(wanted));
    expect(runs).toBeLessThan(8);
  });

  test("keeps to one chain where other accounts use the requests in flight, in a trial, and with one request at a time", async () => {
    const world = { accounts: Array.from({ length: 8 }, () => ({ posts: 150, stories: 0 })) };
    const many = await simulated({ world });
    const { exitCode } = await run(many, { catalog: media, settings: { page_size: 10 } });
    expect(exitCode).toBe(0);
    expect(many.requests().byEndpoint["/{ig-user}/media"]).toBeLessThanOrEqual(8 * 15 + 4);
    for (const options of [{ args: ["--test"] }, { settings: { ...settings, concurrency: 1 } }]) {
      const simulator = await simulated({ world: { accounts: [{ posts, stories: 0 }] } });
      await run(simulator, { catalog: media, settings, ...options });
      const asked = simulator.requests().entries.filter(({ query }) => query?.["until"] !== undefined);
      expect(asked).toEqual([]);
    }
  });

  test("has an account of few posts, or a wrong count of them, read at no more than three calls for nothing", async () => {
    const few = { count: 60, secondsBetween: [3600] };
    expect((await walk(few, {}, { settings })).calls).toBe(12);
    const world = { accounts: [{ posts: few, stories: 0, mediaCountError: 5000 }] };
    const simulator = await simulated({ world });
    const result = await run(simulator, { catalog: media, settings });
    expect(result.records("media")).toHaveLength(60);
    expect(simulator.requests().byEndpoint["/{ig-user}/media"]).toBeLessThanOrEqual(12 + 3);
  });
});
