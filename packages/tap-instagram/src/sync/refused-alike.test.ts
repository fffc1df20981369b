import type { FaultAnswer } from "@tap-instagram/graph-simulator";
import { expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../test/run.ts";

const fatal = { code: -1, subcode: 2_207_086, message: "Fatal" };
const permission = { code: 10 };
const unknown = { code: 100, message: "(#100) Something is wrong" };

const world = {
  accounts: [{ posts: { count: 60, reels: 20 }, stories: 3, insightDays: 60, followers: 5000 }],
};

/** Insights of media, of days and of followers, of which the API refuses everything in the same words. */
async function refuseEverything(answer: FaultAnswer, pageSize: number) {
  const simulator = await simulated({ world });
  simulator.faults.add({ match: { pathIncludes: "insights" }, answer });
  simulator.faults.add({ match: { asksField: "insights" }, answer });
  const result = await run(simulator, {
    settings: { start_date: "2026-09-01", page_size: pageSize },
    catalog: catalogOf({
      media_insights: "all",
      story_insights: "all",
      user_insights: "all",
      user_lifetime_insights: "all",
      online_followers_hourly: "all",
    }),
  });
  const calls = simulator.requests().entries.flatMap(({ items, ...request }) => items ?? [request]);
  return { ...result, refused: calls.filter(({ isFault }) => isFault).length };
}

test.each([5, 100])(
  "a refusal of everything that names no metric is missing, and not how posts are (pages of %i)",
  async (pageSize) => {
    const { exitCode, log, messages } = await refuseEverything(fatal, pageSize);
    expect(exitCode).toBe(4);
    expect(messages.filter(({ type }) => type === "RECORD")).toEqual([]);
    for (const stream of ["media_insights", "story_insights", "user_insights", "user_lifetime_insights"])
      expect(log).toMatch(new RegExp(`WARNING .*${stream}: \\d+ expected, 0 delivered, .*\\d+ missing`));
  },
);

test.each([
  ["a missing permission", permission],
  ["an unknown error", unknown],
  ["Fatal", fatal],
])("%s for everything costs at most twice the calls with small pages", async (_, answer) => {
  const large = await refuseEverything(answer, 100);
  const small = await refuseEverything(answer, 5);
  expect(small.exitCode).toBe(large.exitCode);
  expect(small.refused).toBeLessThanOrEqual(2 * large.refused);
});
