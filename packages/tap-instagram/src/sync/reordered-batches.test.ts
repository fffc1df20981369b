import { expect, test } from "vitest";
import { catalogOf, run, simulated, type RunResult } from "../../test/run.ts";

const posts = { count: 30, carousels: 2, reels: 8, commentsMaximum: 4 };
const world = { accounts: [{ insightDays: 10, followers: 5000, stories: 6, posts }] };
const reordered = { match: { template: "/", target: "request" }, answer: { lie: "reordered" } } as const;

function optionsOf(stream: string): NonNullable<Parameters<typeof run>[1]> {
  return { settings: { start_date: "2026-08-01" }, catalog: catalogOf({ [stream]: "all" }) };
}

/** The API signs addresses of files anew in every answer. */
function linesOf({ records }: RunResult, stream: string): string[] {
  return records(stream).map((record) => JSON.stringify(record).replaceAll(/\?_nc_ohc=[^"]*/g, ""));
}

test.each(["comments", "media_collaborators", "media_insights", "story_insights", "user_insights"])(
  "%s come whole and each to its own, where every batch is answered in another order",
  async (stream) => {
    const simulator = await simulated({ world });
    const clean = await run(simulator, optionsOf(stream));
    simulator.faults.add(reordered);
    const mixed = await run(simulator, optionsOf(stream));
    expect(linesOf(clean, stream).length).toBeGreaterThan(1);
    expect(linesOf(mixed, stream)).toEqual(linesOf(clean, stream));
    expect(mixed.exitCode).toBe(0);
  },
);

test("comments come each to its own, also where the API refuses to tell which post they are on", async () => {
  const simulator = await simulated({ world });
  const clean = await run(simulator, optionsOf("comments"));
  simulator.faults.add({
    match: { template: "/{media}/comments", asksField: "media" },
    answer: { code: 100, message: "(#100) Tried accessing nonexisting field (media)" },
  });
  simulator.faults.add(reordered);
  const mixed = await run(simulator, optionsOf("comments"));
  expect(linesOf(mixed, "comments")).toEqual(linesOf(clean, "comments"));
  expect(mixed.exitCode).toBe(0);
});
