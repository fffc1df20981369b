import { describe, expect, test } from "vitest";
import { catalogOf, now, run, simulated } from "../../../test/run.ts";

const world = {
  accounts: [
    { username: "our.shop", posts: 3, stories: 0, login: "both" },
    { username: "rival.one", posts: { count: 120, reels: 40 }, stories: 0, page: { granted: false } },
    { username: "rival.two", posts: 5, stories: 0, page: { granted: false } },
  ],
} as const;
/** The oldest post of a rival is 120 days old, so two months are not enough. */
const only = { accounts: ["our.shop"], start_date: "2026-01-01" };
const dayMs = 24 * 60 * 60_000;

describe("rivals", () => {
  test("have a record a day, also where the API shows nothing of them", async () => {
    const simulator = await simulated({ world });
    const settings = { ...only, rivals: ["@Rival.One", "nobody.here", "rival.one"] };
    const catalog = catalogOf({ rivals: "all" });
    const { exitCode, records } = await run(simulator, { settings, catalog });
    expect(exitCode).toBe(0);
    expect(records("rivals")).toEqual([
      expect.objectContaining({
        username: "rival.one",
        snapshot_date: "2026-09-21",
        media_count: 120,
        unavailable_reason: null,
      }),
      expect.objectContaining({
        username: "nobody.here",
        media_count: null,
        unavailable_reason: "unknown name, personal account or age limit",
      }),
    ]);
  });

  test("are read once, through one account, however many there are", async () => {
    const simulator = await simulated({ world });
    const settings = { rivals: ["rival.two"] };
    const { records } = await run(simulator, { settings, catalog: catalogOf({ rivals: ["username"] }) });
    expect(records("rivals")).toHaveLength(1);
  });

  test("that a stop leaves unread are missing once, not once for each account of the token", async () => {
    const accounts = Array.from({ length: 4 }, () => ({ posts: 400, stories: 0 }));
    const simulator = await simulated({ world: { accounts } });
    const { log } = await run(simulator, {
      settings: { rivals: ["a"], concurrency: 1, page_size: 5 },
      catalog: catalogOf({ rivals: ["username"], media: ["id"] }),
      onStdout: (chunk, host) => {
        if (chunk.includes('"stream":"media"') && chunk.includes('"RECORD"')) host.send("SIGTERM");
      },
    });
    expect(log).toContain("rivals: 1 expected, 0 delivered, 1 missing (1 left because the run was stopped)");
  });

  test("that are used up in the quota of the app leave the account's own streams whole", async () => {
    const simulator = await simulated({ world, quota: { appCallsPerHour: 4 } });
    const settings = { ...only, rivals: ["rival.one", "rival.two", "a", "b", "c", "d"], max_wait_minutes: 0 };
    const catalog = catalogOf({ rivals: ["username"], media: ["id"] });
    const { exitCode, records } = await run(simulator, { settings, catalog });
    expect(exitCode).toBe(5);
    expect(records("media")).toHaveLength(3);
  });

  test("that are used up do not stop the accounts that come after them either", async () => {
    const accounts = [
      { username: "shop.one", posts: 3, stories: 0 },
      { username: "shop.two", posts: 130, stories: 0 },
    ];
    for (const max_wait_minutes of [0, 60]) {
      const simulator = await simulated({ world: { accounts }, quota: { appCallsPerHour: 4 } });
      const settings = { rivals: ["shop.one", "a", "b", "c"], max_wait_minutes, concurrency: 1 };
      const catalog = catalogOf({ rivals: ["username"], media: ["id"], media_insights: ["reach", "saved"] });
      const { exitCode, records } = await run(simulator, { settings, catalog });
      expect(exitCode).toBe(5);
      expect(records("rivals").length).toBeLessThan(4);
      expect(records("media")).toHaveLength(133);
    }
  });

  test("stay empty with Instagram Login", async () => {
    const simulator = await simulated({ world });
    const settings = {
      access_token: simulator.tokens.instagram,
      api_url: simulator.instagramUrl,
      rivals: ["rival.one"],
    };
    const { exitCode, log } = await run(simulator, { settings, catalog: catalogOf({ rivals: "all" }) });
    expect(exitCode).toBe(0);
    expect(log).toContain("The stream rivals stays empty. Use Facebook Login");
  });
});

test("a rival that fails is missing, is read from the start next time, and the others come", async () => {
  const simulator = await simulated({ world });
  const settings = { ...only, rivals: ["rival.one", "rival.two"], max_retries: 0, media_lookback_days: 0 };
  const catalog = catalogOf({ rivals: ["username"], rival_media: ["id", "username", "timestamp"] });
  const match = { query: { fields: "rival.one" } };
  simulator.faults.add({ match, answer: { code: 2, status: 503 } });
  const failed = await run(simulator, { settings, catalog });
  expect(failed.exitCode).toBe(4);
  expect(failed.records("rivals").map(({ username }) => username)).toEqual(["rival.two"]);
  expect(failed.records("rival_media")).toHaveLength(5);
  expect(failed.log).toMatch(/rival_media: .*: incomplete, 5 records\. Missing: 1 failed \(Cannot GET/);
  simulator.faults.clear();
  const next = await run(simulator, { settings, catalog, state: failed.finalState() });
  expect(next.exitCode).toBe(0);
  expect(next.records("rival_media").filter(({ username }) => username === "rival.one")).toHaveLength(120);
});

test.each([
  ["left out", {}],
  ["empty", { media: { data: [] } }],
])(
  "posts of a rival that counts some, in a list that is %s, are missing, and come next time",
  async (_, media) => {
    const simulator = await simulated({ world });
    const settings = { ...only, rivals: ["rival.one", "rival.two"], max_retries: 0, media_lookback_days: 0 };
    const catalog = catalogOf({ rival_media: ["id", "username", "timestamp"] });
    const body = { business_discovery: { id: "17841400000000009", media_count: 120, ...media } };
    simulator.faults.add({ match: { query: { fields: "rival.one" } }, answer: { status: 200, body } });
    const failed = await run(simulator, { settings, catalog });
    expect(failed.exitCode).toBe(4);
    expect(failed.records("rival_media")).toHaveLength(5);
    expect(failed.log).toContain("media_count is 120, and the list of posts is empty");
    simulator.faults.clear();
    const next = await run(simulator, { settings, catalog, state: failed.finalState() });
    expect(next.exitCode).toBe(0);
    expect(next.records("rival_media").filter(({ username }) => username === "rival.one")).toHaveLength(120);
  },
);

test("a rival without a post is no failure, and nobody is read from the start for it", async () => {
  const accounts = [...world.accounts, { username: "rival.none", posts: 0, page: { granted: false } }];
  const simulator = await simulated({ world: { accounts } });
  const settings = { ...only, rivals: ["rival.one", "rival.none"], media_lookback_days: 0 };
  const catalog = catalogOf({ rival_media: ["id", "username", "timestamp"] });
  const first = await run(simulator, { settings, catalog });
  expect(first.exitCode).toBe(0);
  expect(first.records("rival_media")).toHaveLength(120);
  const second = await run(simulator, { settings, catalog, state: first.finalState() });
  expect(second.exitCode).toBe(0);
  expect(second.records("rival_media").length).toBeLessThan(10);
});

test("a rival whose pages are too much data is read in smaller ones", async () => {
  const simulator = await simulated({ world });
  const match = { query: { fields: "media.limit(50)" } };
  simulator.faults.add({
    match,
    answer: { code: 1, status: 500, message: "Please reduce the amount of data" },
  });
  const settings = { ...only, rivals: ["rival.one"] };
  const { exitCode, records } = await run(simulator, {
    settings,
    catalog: catalogOf({ rival_media: ["id"] }),
  });
  expect(exitCode).toBe(0);
  expect(records("rival_media")).toHaveLength(120);
});

describe("rival_media", () => {
  const settings = { ...only, rivals: ["rival.one"], media_lookback_days: 3 };
  const catalog = catalogOf({ rival_media: ["id", "username", "timestamp", "view_count"] });

  test("has every post with its views, 50 a page", async () => {
    const simulator = await simulated({ world });
    const { exitCode, records } = await run(simulator, { settings, catalog });
    expect(exitCode).toBe(0);
    const truth = simulator.world.accounts.find(({ username }) => username === "rival.one");
    expect(records("rival_media").map(({ id }) => id)).toEqual(truth?.ids.media);
    expect(records("rival_media").filter((post) => typeof post["view_count"] === "number")).toHaveLength(40);
    const pages = simulator
      .requests()
      .entries.filter(({ query }) => query["fields"]?.includes("media.limit"));
    expect(pages.length).toBeLessThanOrEqual(4);
  });

  test("goes on from its bookmark, a look-back before it", async () => {
    const simulator = await simulated({ world });
    const first = await run(simulator, { settings, catalog });
    const second = await run(simulator, { settings, catalog, state: first.finalState() });
    const times = second.records("rival_media").map(({ timestamp }) => Date.parse(String(timestamp)));
    expect(times.length).toBeGreaterThan(0);
    expect(times.length).toBeLessThan(10);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(now - 5 * dayMs);
  });

  test("reads a new rival from the start", async () => {
    const simulator = await simulated({ world });
    const first = await run(simulator, { settings, catalog });
    const more = { ...settings, rivals: ["rival.one", "rival.two"] };
    const second = await run(simulator, { settings: more, catalog, state: first.finalState() });
    const truth = simulator.world.accounts.find(({ username }) => username === "rival.two");
    const ofNew = second.records("rival_media").filter(({ username }) => username === "rival.two");
    expect(ofNew.map(({ id }) => id)).toEqual(truth?.ids.media);
    const third = await run(simulator, { settings: more, catalog, state: second.finalState() });
    expect(third.records("rival_media").length).toBeLessThan(15);
  });

  test("of a name that the API does not show is told, and is no failure", async () => {
    const simulator = await simulated({ world });
    const { exitCode, log } = await run(simulator, {
      settings: { ...only, rivals: ["nobody.here"] },
      catalog,
    });
    expect(exitCode).toBe(0);
    expect(log).toContain("The API shows no posts of nobody.here");
  });
});
