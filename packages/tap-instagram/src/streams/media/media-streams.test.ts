import { describe, expect, test } from "vitest";
import { everyFifthAnswerFails } from "../../../test/faulty.ts";
import { catalogOf, discoveryCalls, now, run, simulated } from "../../../test/run.ts";

const byTimestamp = { "replication-method": "INCREMENTAL", "replication-key": "timestamp" };

describe("media_children", () => {
  const world = { accounts: [{ posts: { count: 60, carousels: 20, hoursBetween: 24 } }] };

  test("are the slides that media holds inside of its albums, in order, with a key of their own", async () => {
    const simulator = await simulated({ world });
    const { records } = await run(simulator, {
      catalog: catalogOf({ media: "all", media_children: "all" }),
    });
    const albums = records("media").filter(({ children }) => Array.isArray(children));
    const slides = albums.flatMap(({ id, timestamp, children }) =>
      (Array.isArray(children) ? children : []).map((slide, index) => ({
        ...(typeof slide === "object" ? slide : {}),
        media_id: id,
        position: index + 1,
        timestamp,
      })),
    );
    expect(slides).toHaveLength(simulator.world.totals.children);
    expect(records("media_children")).toMatchObject(slides);
    expect(new Set(records("media_children").map(({ id }) => id)).size).toBe(slides.length);
  });

  test("take the method that media has, by the time of their album", async () => {
    const simulator = await simulated({ world });
    const catalog = catalogOf({ media: ["timestamp"], media_children: ["media_id"] }, { media: byTimestamp });
    const { records } = await run(simulator, { catalog, settings: { start_date: "2026-09-01" } });
    expect(records("media_children").length).toBeGreaterThan(0);
    expect(records("media_children").length).toBeLessThan(simulator.world.totals.children);
    for (const { timestamp } of records("media_children"))
      expect(String(timestamp) > "2026-09-01").toBe(true);
  });

  test("ask for nothing but what is selected", async () => {
    const simulator = await simulated({ world });
    await run(simulator, { catalog: catalogOf({ media_children: ["media_url"] }) });
    const page = simulator.requests().entries.find(({ template }) => template === "/{ig-user}/media");
    expect(page?.query["fields"]).toBe("id,timestamp,children{id,media_url}");
  });
});

describe("comments", () => {
  test("are all there, replies as records of their own, further pages included", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 25, commentsMaximum: 120 } }, { posts: 3 }] },
    });
    const { exitCode, records } = await run(simulator, { catalog: catalogOf({ comments: "all" }) });
    expect(exitCode).toBe(0);
    const rows = records("comments");
    const ids = new Set(rows.map(({ id }) => id));
    expect(ids.size).toBe(rows.length);
    const replies = rows.filter(({ parent_id: parent }) => parent !== null);
    expect(rows.length - replies.length).toBe(simulator.world.totals.comments);
    for (const { parent_id: parent } of replies) expect(ids).toContain(parent);
    expect(rows[0]).toMatchObject({
      text: expect.any(String),
      username: expect.any(String),
      from: { id: expect.any(String) },
      timestamp: expect.stringMatching(/Z$/),
    });
  });

  test.each([
    [300, 0, /WARNING .*comments: .*4 unavailable \(4 deleted or hidden meanwhile\)/],
    [40, 4, /WARNING .*comments: .*4 missing \(4 not visible to this token\)/],
  ])("of four deleted posts among %i end with %i", async (count, exit, told) => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count, deleted: [2, 3, 4, 5], commentsMaximum: 9 } }] },
    });
    const { exitCode, log } = await run(simulator, { catalog: catalogOf({ comments: ["text"] }) });
    expect(exitCode).toBe(exit);
    expect(log).toMatch(told);
  });

  test("of a post that is deleted between two of their pages are lost by themselves", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 40, commentsMaximum: 120 } }] },
    });
    const catalog = catalogOf({ comments: ["text"] });
    const clean = await run(simulator, { catalog });
    simulator.faults.add({
      match: { template: "/{media}/comments", target: "request", nth: 1 },
      answer: { code: 100, subcode: 33 },
    });
    const { exitCode, records, log } = await run(simulator, { catalog });
    expect(exitCode).toBe(0);
    const lost = clean.records("comments").length - records("comments").length;
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(120);
    expect(log).toMatch(/comments: .*1 unavailable \(1 deleted or hidden meanwhile\)/);
  });

  test("are taken for cut off by an outage where most posts answer as if deleted, however many the others have", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 60, commentsMaximum: 40 } }] },
    });
    simulator.faults.add({
      match: { template: "/{media}/comments", probability: 0.8 },
      answer: { code: 100, subcode: 33 },
    });
    const { exitCode, log } = await run(simulator, { catalog: catalogOf({ comments: ["text"] }) });
    expect(exitCode).toBe(4);
    expect(log).toMatch(/comments: .*: incomplete.* Missing: \d+ not visible to this token/);
  });

  test.each([
    [1, 0, /comments: .*1 unavailable \(1 deleted or hidden meanwhile\)/],
    [Infinity, 4, /comments: .*: incomplete, 0 records\. Missing: \d+ list that is empty although/],
  ])("of %i posts that are counted and not listed end with %i", async (times, exit, told) => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 40, commentsMaximum: 9 } }] },
    });
    simulator.faults.add({ match: { template: "/{media}/comments", times }, answer: { lie: "no-entries" } });
    const { exitCode, messages, log } = await run(simulator, {
      settings: { emit_activate_version_messages: true },
      catalog: catalogOf({ comments: ["text"] }),
    });
    expect(exitCode).toBe(exit);
    expect(log).toMatch(told);
    const isActivated = messages.some(({ type }) => type === "ACTIVATE_VERSION");
    expect(isActivated, "a target keeps its rows where lists are empty").toBe(exit === 0);
  });

  test("that fail on a later page end the stream of that account alone, and the posts go on", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 120, commentsMaximum: 70 } }] },
    });
    simulator.faults.add({
      match: { template: "/{media}/comments", target: "request" },
      answer: { code: 10 },
    });
    const { exitCode, records, log } = await run(simulator, {
      catalog: catalogOf({ media: ["timestamp"], comments: ["text"] }),
    });
    expect(exitCode).toBe(4);
    expect(records("media")).toHaveLength(120);
    expect(records("comments").length).toBeGreaterThan(50);
    expect(log).toMatch(/comments: .*: failed\. .*instagram_manage_comments/);
  });
});

describe("tags", () => {
  const world = { accounts: [{ login: "both" as const, tags: 230, posts: 0 }, { posts: 0 }] };

  test("are the posts of others, each once", async () => {
    const simulator = await simulated({ world });
    const { records } = await run(simulator, { catalog: catalogOf({ tags: "all" }) });
    expect(records("tags").map(({ id }) => id)).toEqual(simulator.world.accounts[0]?.ids.tags);
    expect(records("tags")[0]).toMatchObject({ username: "someone.else" });
  });

  test("are read with Instagram Login, too", async () => {
    const simulator = await simulated({ world });
    const settings = { access_token: simulator.tokens.instagram, api_url: simulator.instagramUrl };
    const { records } = await run(simulator, { catalog: catalogOf({ tags: "all" }), settings });
    expect(records("tags").map(({ id }) => id)).toEqual(simulator.world.accounts[0]?.ids.tags);
  });

  test.each([
    ["Unsupported request - method type: get", "IGApiException"],
    ["(#100) Tried accessing nonexisting field (tags)", "OAuthException"],
  ])("stay empty with Instagram Login where it is answered %s, asked once", async (message, type) => {
    const simulator = await simulated({ world });
    simulator.faults.add({ match: { pathIncludes: "tags" }, answer: { code: 100, message, type } });
    const settings = { access_token: simulator.tokens.instagram, api_url: simulator.instagramUrl };
    const { exitCode, records, log } = await run(simulator, {
      catalog: catalogOf({ tags: "all" }),
      settings,
    });
    expect(exitCode).toBe(0);
    expect(records("tags")).toEqual([]);
    expect(log).toMatch(/WARNING .*does not serve posts that tag an account.*Use Facebook Login/);
    expect(simulator.requests().byEndpoint).toEqual({ "/me": 1, "/{ig-user}/tags": 1 });
  });

  test("that Facebook Login is refused are a failure", async () => {
    const simulator = await simulated({ world });
    const message = "(#100) Tried accessing nonexisting field (tags)";
    simulator.faults.add({ match: { pathIncludes: "tags" }, answer: { code: 100, message } });
    const { exitCode } = await run(simulator, { catalog: catalogOf({ tags: "all" }) });
    expect(exitCode).not.toBe(0);
  });
});

describe("media_insights that come along with the pages", () => {
  const columns = ["reach", "likes", "views", "media_product_type", "timestamp"];
  const posts = { count: 230, reels: 70, carousels: 20, feedVideos: 1, withoutValues: [3] };

  test("are the records that batches make, where posts of every kind have the figures", async () => {
    const world = { accounts: [{ posts }] };
    const [nested, batched] = await Promise.all(
      (["serve", "refuse"] as const).map(async (nestedInsights) => {
        const simulator = await simulated({ world, behaviour: { nestedInsights } });
        const result = await run(simulator, { catalog: catalogOf({ media_insights: columns }) });
        return { ...result, calls: simulator.requests().quotaCalls };
      }),
    );
    // A post whose metrics have no value has no record.
    expect(nested?.records("media_insights")).toHaveLength(229);
    const sorted = (result: typeof nested) =>
      result?.records("media_insights").map((record) => JSON.stringify(record));
    expect(sorted(nested)).toEqual(sorted(batched));
    expect(nested?.calls).toBeLessThan(30);
    expect(batched?.calls).toBeGreaterThan(230);
  });

  test("are left out for posts from before the business account, with the reason", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 60, beforeConversion: 7 } }] },
    });
    const { exitCode, records, log } = await run(simulator, {
      catalog: catalogOf({ media_insights: ["reach"] }),
    });
    expect(exitCode).toBe(0);
    expect(records("media_insights")).toHaveLength(53);
    expect(log).toContain("7 unavailable (7 published before the account became professional)");
  });

  test("are those of a clean run when a fifth of all answers is faulty", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts }] } });
    const options = { catalog: catalogOf({ media_insights: columns }), settings: { page_size: 10 } };
    const clean = await run(simulator, options);
    for (const rule of everyFifthAnswerFails) simulator.faults.add(rule);
    const faulty = await run(simulator, {
      ...options,
      settings: { page_size: 10, request_timeout_seconds: 3 },
    });
    expect(faulty.exitCode).toBe(0);
    expect(faulty.records("media_insights")).toEqual(clean.records("media_insights"));
  });

  test("of 5,000 posts cost a call per page, slides and all", async () => {
    const simulator = await simulated({ world: "large" });
    const catalog = catalogOf({
      media: ["caption", "timestamp"],
      media_insights: columns,
      media_children: ["media_url"],
    });
    const { records } = await run(simulator, { catalog });
    expect(records("media_insights")).toHaveLength(5000);
    expect(records("media_children")).toHaveLength(3000);
    // Some more pages than 50, for the seams of the windows that are read side by side.
    expect(simulator.requests().quotaCalls).toBeLessThanOrEqual(discoveryCalls + 50 * 1.15);
  });
});

test("columns tell what one has to know of a figure: its unit, where it is served, since when", async () => {
  const simulator = await simulated({ world: "tiny" });
  const { messages } = await run(simulator, { now: () => now });
  const descriptionOf = (stream: string, column: string) => {
    const schema = messages.find((message) => message.type === "SCHEMA" && message.stream === stream);
    return schema?.type === "SCHEMA" ? schema.schema.properties?.[column]?.description : undefined;
  };
  expect(descriptionOf("media_insights", "ig_reels_avg_watch_time")).toBe(
    "Average time played, in milliseconds (reels)",
  );
  expect(descriptionOf("story_insights", "link_clicks")).toBe(
    "Clicks on its link stickers (Facebook Login; since June 2026)",
  );
  expect(descriptionOf("media_insights", "video_views")).toBe(
    "Always null. Meta removed it in January 2025; see views",
  );
});
