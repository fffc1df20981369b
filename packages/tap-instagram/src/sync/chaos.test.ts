import type { JsonObject } from "@tap-instagram/singer";
import type { GraphHost } from "@tap-instagram/core";
import type { Lie, RunningSimulator } from "@tap-instagram/graph-simulator";
import process from "node:process";
import { expect, test } from "vitest";
import { everyFifthAnswerFails } from "../../test/faulty.ts";
import { Fold } from "../../test/fold.ts";
import { politeLies } from "../../test/lying.ts";
import { catalogOf, run, simulated, type RunResult } from "../../test/run.ts";
import { createTapInstagram } from "../tap.ts";

/** The API signs addresses of files anew in every answer. */
function linesOf({ records }: RunResult, stream: string): string[] {
  return records(stream).map((record) => JSON.stringify(record).replaceAll(/\?_nc_ohc=[^"]*/g, ""));
}

/** CI asks for 5,000; a tenth meets every kind of fault as well. */
const posts = Number(process.env["CHAOS_POSTS"] ?? 500);
const world = {
  accounts: [
    {
      insightDays: 30,
      stories: 6,
      posts: { count: posts, carousels: posts / 10, carouselChildren: posts / 2, reels: posts * 0.4 },
    },
  ],
};
const streams = ["users", "user_insights", "media", "media_insights", "stories", "story_insights"];

test(`with a fifth of all answers faulty, ${posts} posts end in exactly the records of a clean run`, async () => {
  const settings = { start_date: "2026-08-01" };
  const simulator = await simulated({ world });
  const clean = await run(simulator, { settings });
  simulator.clearRequests();
  for (const rule of everyFifthAnswerFails) simulator.faults.add(rule);
  // Some of the answers never come; those of a slow machine do.
  const faulty = await run(simulator, { settings: { ...settings, request_timeout_seconds: 3 } });
  const calls = simulator.requests().entries.flatMap((entry) => [entry, ...(entry.items ?? [])]);
  const failed = calls.filter(({ isFault }) => isFault).length;
  expect(failed / calls.length).toBeGreaterThan(0.15);
  expect(faulty.exitCode).toBe(0);
  for (const stream of streams) expect(linesOf(faulty, stream)).toEqual(linesOf(clean, stream));
  expect(faulty.finalState()).toEqual(clean.finalState());
});

/** The streams with every column, but for the one about the run itself. */
const declared = createTapInstagram()
  .streams()
  .filter(({ name }) => name !== "sync_events");
const allColumns = Object.fromEntries(declared.map(({ name }) => [name, "all" as const]));
const everything = catalogOf(allColumns);

const incremental = { "replication-method": "INCREMENTAL" };
const ways = {
  "with Facebook Login": { host: "facebook", catalog: everything },
  "with Instagram Login": { host: "instagram", catalog: everything },
  "with media read by its bookmark": {
    host: "facebook",
    catalog: catalogOf(allColumns, { media: incremental, media_insights: incremental, tags: incremental }),
  },
} as const;
const seeds = Array.from({ length: Number(process.env["CHAOS_SEEDS"] ?? 2) }, (_, index) => index + 1);
const lied = Object.entries(ways).flatMap(([way, how]) => seeds.map((seed) => ({ way, seed, ...how })));

test.each(lied)(
  "after polite lies $way (seed $seed), a healthy run from the state ends in exactly the records of a clean one",
  async ({ host, catalog, seed }) => {
    const account = {
      login: "both" as const,
      insightDays: 40,
      followers: 5000,
      stories: 6,
      tags: 12,
      posts: { count: 60, carousels: 10, reels: 20, commentsMaximum: 4 },
    };
    const simulator = await simulated({ world: { accounts: [account] }, seed });
    const options = {
      settings: { ...loginOf(simulator, host), start_date: "2026-08-01", page_size: 20 },
      catalog,
    };
    const clean = await run(simulator, options);
    expect(clean.exitCode).toBe(0);
    expect(clean.log).not.toMatch(/\d missing \(/);

    simulator.clearRequests();
    for (const rule of politeLies(0.02)) simulator.faults.add(rule);
    const lying = await run(simulator, options);
    const calls = simulator.requests().entries.flatMap((entry) => [entry, ...(entry.items ?? [])]);
    expect(calls.filter(({ isFault }) => isFault).length / calls.length).toBeGreaterThan(0.05);
    expect(lying.log).toMatch(/\d missing \(/);
    expect(lying.exitCode).toBe(4);

    simulator.faults.clear();
    const healthy = await run(simulator, { ...options, state: lying.finalState() });
    expect(healthy.exitCode).toBe(0);
    expect(healthy.log).not.toMatch(/\d missing \(/);
    const [target, wanted] = [new Fold(declared), new Fold(declared)];
    target.take(lying);
    target.take(healthy);
    wanted.take(clean);
    expect(target.rows).toEqual(wanted.rows);
  },
);

function loginOf({ tokens, instagramUrl }: RunningSimulator, host: GraphHost): JsonObject {
  return host === "facebook" ? {} : { access_token: tokens.instagram, api_url: instagramUrl };
}

/** Lies of days that nothing else tells of. */
const liesOfDays: readonly Lie[] = [
  "no-entries",
  "half-the-entries",
  "no-values",
  "half-the-values",
  "other-period",
];

test.each(liesOfDays)(
  "days that an answer leaves out or mixes up (%s) are told, and come later",
  async (lie) => {
    const simulator = await simulated({
      world: { accounts: [{ posts: 0, insightDays: 60, followers: 5000 }] },
    });
    const options = {
      settings: { start_date: "2026-08-01" },
      catalog: catalogOf({
        user_insights: ["reach", "views", "likes", "follower_count", "online_followers"],
      }),
    };
    const clean = await run(simulator, options);
    simulator.faults.add({ match: { pathIncludes: "insights", every: 4 }, answer: { lie, period: "week" } });
    const lying = await run(simulator, options);
    expect(lying.log).toMatch(/\d (missing|pending) \(/);
    if (lying.log.match(/\d missing \(/)) expect(lying.exitCode).toBe(4);
    else expect(lying.exitCode).toBe(0);
    simulator.faults.clear();
    const healthy = await run(simulator, { ...options, state: lying.finalState() });
    expect(healthy.exitCode).toBe(0);
    const [target, wanted] = [new Fold(declared), new Fold(declared)];
    target.take(lying);
    target.take(healthy);
    wanted.take(clean);
    expect(target.rows).toEqual(wanted.rows);
  },
);
