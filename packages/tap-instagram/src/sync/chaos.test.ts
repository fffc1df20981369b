import process from "node:process";
import { expect, test } from "vitest";
import { everyFifthAnswerFails } from "../../test/faulty.ts";
import { run, simulated, type RunResult } from "../../test/run.ts";

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
  const settings = { start_date: "2026-08-01", request_timeout_seconds: 1 };
  const simulator = await simulated({ world });
  const clean = await run(simulator, { settings });
  simulator.clearRequests();
  for (const rule of everyFifthAnswerFails) simulator.faults.add(rule);
  const faulty = await run(simulator, { settings });
  const calls = simulator.requests().entries.flatMap((entry) => [entry, ...(entry.items ?? [])]);
  const failed = calls.filter(({ isFault }) => isFault).length;
  expect(failed / calls.length).toBeGreaterThan(0.15);
  expect(faulty.exitCode).toBe(0);
  for (const stream of streams) expect(linesOf(faulty, stream)).toEqual(linesOf(clean, stream));
  expect(faulty.finalState()).toEqual(clean.finalState());
}, 120_000);
