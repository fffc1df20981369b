import { describe, expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../test/run.ts";

const world = { accounts: [{ posts: 180, stories: 3, insightDays: 60 }] };

describe("an API that answers one request at a time, and refuses the amount of data of others", () => {
  test.each([
    ["what is selected by default", undefined],
    [
      "posts in windows, and their insights",
      catalogOf({ media: "all", media_insights: ["reach", "follows"] }),
    ],
  ])("has everything read: %s", async (_, catalog) => {
    const settings = { page_size: 10 };
    const calm = await run(await simulated({ world }), { catalog, settings });
    const simulator = await simulated({ world, latencyMs: 3, behaviour: { requestsAtOnce: 1 } });
    const { exitCode, records, log, bookmarks } = await run(simulator, { catalog, settings });
    expect(exitCode).toBe(0);
    expect(log).not.toMatch(/\d missing \(/);
    expect(log).toMatch(
      /The API refused 2 times to answer so much at once\. Requests of account \d+ go one at a time, after a pause of 1 s/,
    );
    const { entries } = simulator.requests();
    expect(entries.filter(({ status }) => status === 500).length).toBeLessThan(0.2 * entries.length);
    for (const stream of ["media_insights", "user_insights", "story_insights"])
      expect(records(stream)).toEqual(calm.records(stream));
    for (const stream of ["media", "stories", "users"])
      expect(records(stream).map(({ id }) => id)).toEqual(calm.records(stream).map(({ id }) => id));
    expect(bookmarks()).toEqual(calm.bookmarks());
  });
});
