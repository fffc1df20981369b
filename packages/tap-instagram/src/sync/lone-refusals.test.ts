import type { FaultAnswer, FaultMatch, RunningSimulator } from "@tap-instagram/graph-simulator";
import type { JsonObject } from "@tap-instagram/singer";
import { describe, expect, test } from "vitest";
import { catalogOf, run, simulated, type RunResult } from "../../test/run.ts";

/** Refusals of one thing among many, none of which names it. */
const refusals: readonly [string, FaultAnswer][] = [
  ["(#10)", { code: 10 }],
  ["(#200)", { code: 200, message: "(#200) Provide valid app ID" }],
  ["(#100) without a name", { code: 100, message: "(#100) Invalid parameter" }],
  ["code 1 that outlasts its retries", { code: 1 }],
  ["a sentence in another language", { code: 100, message: "Parâmetro inválido" }],
];

const world = {
  accounts: [{ posts: { count: 60, reels: 20 }, stories: 5, followers: 5000, insightDays: 60 }],
};
const settings = { start_date: "2026-08-01", max_retries: 1 };

async function withRefusal(
  match: (simulator: RunningSimulator) => FaultMatch,
  answer: FaultAnswer,
  selection: { [stream: string]: readonly string[] },
): Promise<{ honest: RunResult; spoilt: RunResult; simulator: RunningSimulator }> {
  const simulator = await simulated({ world });
  const options = { settings, catalog: catalogOf(selection) };
  const honest = await run(simulator, options);
  expect(honest.exitCode).toBe(0);
  simulator.faults.add({ match: match(simulator), answer });
  simulator.clearRequests();
  return { honest, spoilt: await run(simulator, options), simulator };
}

/** The records without one column. */
function without({ records }: RunResult, stream: string, column: string): JsonObject[] {
  return records(stream).map((record) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => name !== column)),
  );
}

describe.each(refusals)("a refusal that names nobody, %s,", (_, answer) => {
  const isPassing = typeof answer === "object" && "code" in answer && answer.code === 1;

  test("of one metric of every story costs that metric, by name, and nothing else", async () => {
    const { honest, spoilt } = await withRefusal(
      () => ({ template: "/{story}/insights", asksMetric: "total_views" }),
      answer,
      { story_insights: ["reach", "views", "replies", "navigation", "total_views"] },
    );
    expect(without(spoilt, "story_insights", "total_views")).toEqual(
      without(honest, "story_insights", "total_views"),
    );
    expect(spoilt.records("story_insights").length).toBeGreaterThan(3);
    for (const row of spoilt.records("story_insights")) expect(row["total_views"]).toBeNull();
    expect(spoilt.log).toMatch(/story_insights: .*total_views \(story\)/);
    expect(spoilt.exitCode).toBe(isPassing ? 4 : 0);
  });

  test("of one metric of every post costs that metric, by name, and nothing else", async () => {
    const { honest, spoilt, simulator } = await withRefusal(
      () => ({ template: "/{media}/insights", asksMetric: "saved" }),
      answer,
      { media_insights: ["reach", "views", "saved", "shares", "follows"] },
    );
    expect(without(spoilt, "media_insights", "saved")).toEqual(without(honest, "media_insights", "saved"));
    expect(spoilt.log).toMatch(/media_insights: .*saved \((post|reel)\)/);
    expect(spoilt.exitCode).toBe(isPassing ? 4 : 0);
    const refused = simulator.requests().entries.flatMap((entry) => entry.items ?? [entry]);
    expect(refused.filter(({ isFault }) => isFault).length).toBeLessThan(60 + 40);
  });

  test("of one post costs that post, and nothing else", async () => {
    let unwell = "";
    const { honest, spoilt } = await withRefusal(
      ({ world: { accounts } }) => {
        unwell = String(accounts[0]?.ids.media[30]);
        return { itemId: unwell };
      },
      answer,
      { media_insights: ["reach", "follows"] },
    );
    expect(spoilt.records("media_insights")).toEqual(
      honest.records("media_insights").filter(({ id }) => id !== unwell),
    );
    expect(spoilt.log).toMatch(/media_insights: .*1 (missing|unavailable)/);
    expect(spoilt.exitCode).toBe(isPassing ? 4 : 0);
  });

  test("of one day costs that day, which the next run asks again, and nothing else", async () => {
    const { honest, spoilt, simulator } = await withRefusal(
      () => ({ template: "/{ig-user}/insights", asksDay: "2026-08-20" }),
      answer,
      { user_insights: ["reach", "views", "likes"] },
    );
    const bad = "2026-08-21T07:00:00Z";
    const others = (result: RunResult) => result.records("user_insights").filter(({ date }) => date !== bad);
    expect(others(spoilt)).toEqual(others(honest));
    expect(spoilt.records("user_insights").filter(({ date }) => date === bad)).toEqual([]);
    expect(spoilt.exitCode).toBe(4);
    expect(spoilt.finalState()).toMatchObject({
      bookmarks: {
        user_insights: {
          partitions: [
            {
              replication_key_value: "2026-09-21T07:00:00Z",
              missing_days: [{ from: bad, to: bad, since: "2026-09-21" }],
            },
          ],
        },
      },
    });
    simulator.faults.clear();
    const later = await run(simulator, {
      settings: { ...settings, insights_lookback_days: 0 },
      catalog: catalogOf({ user_insights: ["reach", "views", "likes"] }),
      state: spoilt.finalState(),
    });
    expect(later.exitCode).toBe(0);
    expect(later.records("user_insights").filter(({ date }) => date === bad)).toEqual(
      honest.records("user_insights").filter(({ date }) => date === bad),
    );
    expect(JSON.stringify(later.finalState())).not.toContain("missing_days");
  });

  test("of one field of the list of posts costs that field, and nothing else", async () => {
    const { honest, spoilt } = await withRefusal(
      () => ({ template: "/{ig-user}/media", asksField: "alt_text" }),
      answer,
      { media: ["timestamp", "caption", "alt_text", "like_count"], media_insights: ["reach", "follows"] },
    );
    expect(without(spoilt, "media", "alt_text")).toEqual(without(honest, "media", "alt_text"));
    expect(spoilt.records("media_insights")).toEqual(honest.records("media_insights"));
    expect(spoilt.log).toMatch(/alt_text/);
  });
});

test("three unusual posts do not decide a metric for four hundred others", async () => {
  const simulator = await simulated({
    world: { accounts: [{ posts: { count: 403, reels: 0 }, stories: 0 }] },
  });
  const [account] = simulator.world.accounts;
  const unusual = account?.ids.media.slice(0, 3) ?? [];
  for (const itemId of unusual)
    simulator.faults.add({
      match: { itemId, asksMetric: "follows" },
      answer: {
        code: 100,
        message:
          "(#100) The Media Insights API does not support the follows metric for this media product type.",
      },
    });
  const { exitCode, records, log } = await run(simulator, {
    catalog: catalogOf({ media_insights: ["reach", "follows"] }),
  });
  const rows = records("media_insights");
  expect(exitCode).toBe(0);
  expect(rows).toHaveLength(403);
  const lacking = rows.filter(({ follows }) => follows === null).map(({ id }) => id);
  expect(lacking.length).toBeLessThanOrEqual(3 + 6);
  for (const id of unusual) expect(lacking).toContain(id);
  expect(log).toMatch(/media_insights: .*follows \(post\)/);
});

test("a permission that is missing is told as that, after a dozen calls and not one per post", async () => {
  const simulator = await simulated({ world: { accounts: [{ posts: 400, stories: 0 }] } });
  const { exitCode, log } = await run(simulator, {
    settings: { access_token: simulator.tokens.withoutInsights },
    catalog: catalogOf({ media_insights: ["reach", "follows"] }),
  });
  expect(exitCode).toBe(3);
  expect(log).toContain("instagram_manage_insights");
  const calls = simulator.requests().byEndpoint["/{media}/insights"] ?? 0;
  expect(calls).toBeLessThanOrEqual(12);
});

test("on a world of three accounts, a full sync meets at most ten refusals of our own making", async () => {
  const account = { posts: { count: 120, reels: 50, carousels: 20 }, stories: { live: 6 }, followers: 5000 };
  for (const login of ["facebook", "instagram"] as const) {
    const simulator = await simulated({
      world: { accounts: [1, 2, 3].map(() => ({ ...account, login: "both" as const })) },
      behaviour: { storyTotalViews: "refuse-call" },
    });
    const isInstagram = login === "instagram";
    await run(simulator, {
      settings: {
        start_date: "2026-08-01",
        ...(isInstagram ? { access_token: simulator.tokens.instagram, api_url: simulator.instagramUrl } : {}),
      },
    });
    const items = simulator.requests().entries.flatMap((entry) => [entry, ...(entry.items ?? [])]);
    const refused = items.filter(({ status }) => status >= 400);
    expect(refused.length).toBeLessThanOrEqual(10);
  }
});
