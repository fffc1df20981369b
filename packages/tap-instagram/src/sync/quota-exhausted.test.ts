import { expect, test } from "vitest";
import { catalogOf, now, run, simulated, type RunResult } from "../../test/run.ts";

const dayMs = 24 * 60 * 60_000;
const streams = ["media", "media_insights", "user_insights"];

function keysOf(results: readonly RunResult[], stream: string): Set<string> {
  const keyOf = stream === "user_insights" ? ["business_account_id", "date"] : ["id"];
  return new Set(
    results.flatMap(({ records }) =>
      records(stream).map((row) => JSON.stringify(keyOf.map((name) => row[name]))),
    ),
  );
}

test("a quota that runs out mid-way ends the sync with 5, and runs on later days complete the set", async () => {
  let at = now;
  const world = {
    accounts: [
      { posts: 40, stories: 0 },
      { posts: 20, stories: 0 },
    ],
  };
  const catalog = catalogOf({
    media: ["timestamp"],
    media_insights: ["reach", "follows"],
    user_insights: ["reach"],
  });
  const simulator = await simulated({ world, now: () => at, quota: { callsPerDay: 70 } });
  const plenty = await simulated({ world, now: () => at });
  const options = {
    settings: { max_wait_minutes: 0 },
    catalog,
    now: () => at,
    reachesBack: "two years",
  } as const;

  const results = [await run(simulator, options)];
  expect(results[0]?.exitCode).toBe(5);
  expect(results[0]?.log).toMatch(/The quota is used up\. The next run goes on with .*_insights/);
  while (results.at(-1)?.exitCode === 5 && results.length < 5) {
    at += dayMs + 1;
    const state = results.at(-1)?.finalState();
    results.push(await run(simulator, { ...options, state }));
  }
  expect(results.at(-1)?.exitCode).toBe(0);

  const clean = [await run(plenty, options)];
  for (const stream of ["media", "media_insights"])
    expect(keysOf(results, stream)).toEqual(keysOf(clean, stream));
  // The days that were read before have moved out of the API's two years by now; none that is still in them is missing.
  const days = keysOf(results, "user_insights");
  for (const day of keysOf(clean, "user_insights")) expect(days).toContain(day);
  const size = (some: readonly RunResult[]) =>
    streams.reduce((sum, stream) => sum + keysOf(some, stream).size, 0);
  expect(size(results.slice(0, 1))).toBeLessThan(size(results));
});

test("stories, which are gone tomorrow, are read while there is quota, before anything else of any account", async () => {
  const account = { posts: 120, stories: 3 };
  const simulator = await simulated({
    world: { accounts: [account, account] },
    quota: { callsPerDay: 60 },
  });
  const { exitCode, records, log } = await run(simulator, {
    settings: { max_wait_minutes: 0, concurrency: 1 },
    catalog: catalogOf({ media: "all", media_insights: "all", stories: "all", story_insights: "all" }),
  });
  expect(exitCode).toBe(5);
  expect(records("stories")).toHaveLength(6);
  expect(records("story_insights")).toHaveLength(6);
  expect(log).toMatch(
    /The next run goes on with media_insights .*media_insights_tiers to read them less often/,
  );
  const asked = simulator.requests().entries.map(({ template }) => template);
  expect(asked.lastIndexOf("/{ig-user}/stories")).toBeLessThan(asked.indexOf("/{ig-user}/media"));
});

test.each([
  ["the account", 80002],
  ["the app", 4],
  ["the user", 17],
  ["the app, for its behaviour", 368],
])("a closed quota of %s receives no more than what was under way", async (_, code) => {
  const concurrency = 4;
  const account = { posts: 120, stories: 3, tags: 5, followers: 5000 };
  const accounts = code === 80002 ? 1 : 6;
  const simulator = await simulated({ world: { accounts: Array.from({ length: accounts }, () => account) } });
  simulator.faults.add({ match: { template: "/{ig-user}/media" }, answer: { code } });
  simulator.faults.add({ match: { pathIncludes: "insights" }, answer: { code } });
  simulator.faults.add({ match: { template: "/", target: "request" }, answer: { code } });
  const { exitCode, log } = await run(simulator, {
    settings: { max_wait_minutes: 0, concurrency },
    catalog: catalogOf({
      media_insights: "all",
      user_insights: "all",
      user_insights_breakdowns: "all",
      tags: "all",
    }),
  });
  expect(exitCode).toBe(5);
  const refused = simulator.requests().entries.filter(({ isFault }) => isFault);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThanOrEqual(concurrency);
  expect(log).toMatch(/The quota is used up/);
});

test.each([
  ["the app", 4, ["the app"]],
  ["each account", 80002, ["account", "account", "account"]],
])(
  "the quota of %s is told of once, whatever it stops, and the last line names the streams",
  async (_, code, owners) => {
    const account = { posts: 30, stories: 0, tags: 5, followers: 5000 };
    const simulator = await simulated({ world: { accounts: [account, account, account] } });
    for (const pathIncludes of ["/media", "/tags", "insights"])
      simulator.faults.add({ match: { pathIncludes }, answer: { code } });
    const { exitCode, log } = await run(simulator, {
      settings: { max_wait_minutes: 0 },
      catalog: catalogOf({ media: "all", media_insights: "all", user_insights: "all", tags: "all" }),
    });
    expect(exitCode).toBe(5);
    const told = log
      .split("\n")
      .flatMap((line) => /the quota of (the app|account) .*is used up for/.exec(line)?.[1] ?? []);
    expect(told).toEqual(owners);
    expect(log).toMatch(
      /The next run goes on with (?=.*\bmedia\b)(?=.*media_insights)(?=.*user_insights)(?=.*tags).* from here/,
    );
  },
);

test.each([
  ["story_insights", "reach", { stories: 1 }],
  ["user_insights", "views", { stories: 0 }],
])(
  "a quota that is used up for some figures of %s alone ends the run with 5",
  async (stream, metric, account) => {
    const simulator = await simulated({ world: { accounts: [{ posts: 0, insightDays: 20, ...account }] } });
    simulator.faults.add({ match: { asksMetric: metric }, answer: { code: 80002 } });
    const { exitCode, records, log } = await run(simulator, {
      settings: { max_wait_minutes: 0, start_date: "2026-09-10" },
      catalog: catalogOf({ [stream]: "all" }),
    });
    expect(records(stream).length).toBeGreaterThan(0);
    expect(log).toMatch(new RegExp(`${stream}.*left because the quota is used up`));
    expect(exitCode).toBe(5);
  },
);
