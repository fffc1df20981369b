import { describe, expect, test } from "vitest";
import { catalogOf, now, run, simulated } from "../../test/run.ts";

const world = {
  accounts: [
    { posts: 40, stories: 2 },
    { posts: 20, stories: 0 },
  ],
};
const hourMs = 60 * 60_000;

describe("a token", () => {
  test.each(["expired", "appRemoved", "garbage", "withoutBasic", "withoutBusiness"] as const)(
    "that is %s ends the sync with 3 and says what to do",
    async (name) => {
      const simulator = await simulated();
      const { exitCode, log, messages } = await run(simulator, {
        settings: { access_token: simulator.tokens[name] },
      });
      expect(exitCode).toBe(3);
      expect(log).toMatch(/CRITICAL .*(Make a new access token|Connect it again|Grant)/s);
      expect(messages.filter(({ type }) => type === "RECORD")).toEqual([]);
    },
  );

  test.each([
    ["expired", "Set access_token to a token that works"],
    ["withoutBusiness", "The setting accounts can name an account by its id"],
  ] as const)("that is %s brings a word about the setting to change", async (name, hint) => {
    const simulator = await simulated();
    const { log } = await run(simulator, { settings: { access_token: simulator.tokens[name] } });
    expect(log).toContain(hint);
  });

  test("that may not see insights still brings posts and profiles, and ends with 4", async () => {
    const simulator = await simulated({ world });
    const settings = { access_token: simulator.tokens.withoutInsights };
    const { exitCode, records, log, finalState } = await run(simulator, { settings });
    expect(exitCode).toBe(4);
    expect(records("media")).toHaveLength(60);
    expect(records("users")).toHaveLength(2);
    expect(records("media_insights")).toHaveLength(0);
    expect(log).toContain("instagram_manage_insights");
    expect(finalState()).toMatchObject({ bookmarks: { media: {} } });
    expect(JSON.stringify(finalState())).not.toContain("replication_key_value");
  });

  test("that may not see insights ends with 0 where partial failures are but warnings", async () => {
    const simulator = await simulated({ world });
    const settings = { access_token: simulator.tokens.withoutInsights, partial_failures: "warn" };
    expect((await run(simulator, { settings })).exitCode).toBe(0);
  });

  test("that may not see any of what is selected ends with 3", async () => {
    const simulator = await simulated({ world });
    const settings = { access_token: simulator.tokens.withoutInsights, partial_failures: "warn" };
    const catalog = catalogOf({ media_insights: "all" });
    expect((await run(simulator, { settings, catalog })).exitCode).toBe(3);
  });

  test("that may not see insights is told of although most posts have none of the selected figures", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: { count: 40, reels: 10 } }] } });
    const settings = { access_token: simulator.tokens.withoutInsights };
    const catalog = catalogOf({ media_insights: ["ig_reels_avg_watch_time"] });
    const { exitCode, log } = await run(simulator, { settings, catalog });
    expect(exitCode).toBe(3);
    expect(log).toContain("instagram_manage_insights");
  });

  test("that lacks a permission or ends soon is warned of at the start, where the app can be asked", async () => {
    const simulator = await simulated({ world });
    const { appId, appSecret, withoutInsights } = simulator.tokens;
    const settings = { access_token: withoutInsights, app_id: appId, app_secret: appSecret };
    const { log } = await run(simulator, { settings, catalog: catalogOf({ users: "all" }) });
    expect(log).toContain("WARNING The access token lacks instagram_manage_insights");
  });

  test("never appears in any output", async () => {
    const simulator = await simulated({ world });
    const secret = { app_secret: simulator.tokens.appSecret };
    for (const settings of [secret, { ...secret, access_token: simulator.tokens.expired }]) {
      const { messages, log } = await run(simulator, { settings });
      const written = JSON.stringify(messages) + log;
      for (const value of [simulator.tokens.user, simulator.tokens.expired, simulator.tokens.appSecret]) {
        expect(written).not.toContain(value);
      }
    }
  });
});

describe("an account", () => {
  test("that is asked for but not visible is reported, and the others are read", async () => {
    const simulator = await simulated({ world });
    const [account] = simulator.world.accounts;
    const { exitCode, records, log } = await run(simulator, {
      settings: { accounts: [String(account?.id), "nobody.here", "17841499999999999"] },
    });
    expect(exitCode).toBe(4);
    expect(records("users").map(({ id }) => id)).toEqual([account?.id]);
    expect(log).toMatch(/Account nobody\.here cannot be read/);
    expect(log).toMatch(/Account 17841499999999999 cannot be read/);
  });

  test.each([
    [5, { code: 80002 }, /Account \d+ cannot be read\. .*the quota of/],
    [4, { code: 2 }, /Account \d+ cannot be read\. .*\(code 2\)/],
  ])(
    "that no Page shows and that cannot be read now gives %i, and the others are read",
    async (exitCode, answer, said) => {
      const simulator = await simulated({ world });
      const [unwell, well] = simulator.world.accounts.map(({ id }) => id);
      simulator.faults.add({ match: { pathIncludes: "me/" }, answer: { status: 200, body: { data: [] } } });
      simulator.faults.add({ match: { itemId: String(unwell) }, answer });
      const result = await run(simulator, {
        settings: { accounts: [String(unwell), String(well)], max_wait_minutes: 0, max_retries: 0 },
        catalog: catalogOf({ users: "all" }),
      });
      expect(result.exitCode).toBe(exitCode);
      expect(result.records("users").map(({ id }) => id)).toEqual([well]);
      expect(result.log).toMatch(said);
      expect(result.log).not.toContain("media_insights");
    },
  );

  test("whose objects mostly answer as if deleted is taken for an outage, and its state stays", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 40, stories: 0 }] } });
    simulator.faults.add({
      match: { template: "/{media}/insights", probability: 0.8 },
      answer: { code: 100, subcode: 33 },
    });
    const { exitCode, log, records } = await run(simulator, {
      catalog: catalogOf({ media: ["timestamp"], media_insights: ["reach", "follows"] }),
    });
    expect(exitCode).toBe(4);
    expect(log).toMatch(/media_insights: .*: incomplete.* Missing: \d+ not visible to this token/);
    expect(records("media")).toHaveLength(40);
    expect(records("media_insights").length).toBeGreaterThan(0);
  });

  test("with a post whose insights are nobody's to see, all alone on its page, loses that post only", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 101, stories: 0 }] } });
    const oldest = String(simulator.world.accounts[0]?.ids.media.at(-1));
    for (const edge of ["insights", "comments"])
      simulator.faults.add({ match: { itemId: oldest, pathIncludes: edge }, answer: { code: 10 } });
    const { exitCode, records, log } = await run(simulator, {
      catalog: catalogOf({ media_insights: ["reach", "follows"], comments: ["text"] }),
    });
    expect(exitCode).toBe(0);
    expect(records("media_insights")).toHaveLength(100);
    expect(log).toMatch(/media_insights: .*1 refused by the API while the rest is answered/);
  });

  test("whose insights may no longer be seen from some post on is told of the permission, and its bookmark stays", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 60, stories: 0 }] } });
    for (const id of simulator.world.accounts[0]?.ids.media.slice(35) ?? [])
      simulator.faults.add({ match: { itemId: id }, answer: { code: 10 } });
    const byTimestamp = { "replication-method": "INCREMENTAL", "replication-key": "timestamp" };
    const { exitCode, log, finalState } = await run(simulator, {
      settings: { page_size: 10 },
      catalog: catalogOf(
        { media: ["timestamp"], media_insights: ["reach", "follows"] },
        { media_insights: byTimestamp },
      ),
    });
    expect(exitCode).toBe(4);
    expect(log).toMatch(/media_insights: .*: failed\. .*instagram_manage_insights/);
    expect(JSON.stringify(finalState())).not.toContain("replication_key_value");
  });

  test("whose posts are refused in words nobody knows, each with its id, is warned of once", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 12, stories: 0 }] } });
    for (const id of simulator.world.accounts[0]?.ids.media.slice(0, 4) ?? [])
      simulator.faults.add({ match: { itemId: id }, answer: { code: 100, message: `(#100) ${id} is odd` } });
    const { exitCode, log } = await run(simulator, {
      catalog: catalogOf({ media_insights: ["reach", "follows"] }),
    });
    expect(exitCode).toBe(4);
    expect(log.match(/WARNING .* is odd/g)).toHaveLength(1);
    expect(log).toMatch(/4 missing \(4 refused by the API\)/);
  });

  test("that fails in the middle of its windows keeps the bookmark of those that are whole", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 0, followers: 5000 }] } });
    const settings = { start_date: "2026-03-01", max_retries: 0, concurrency: 1 };
    const catalog = catalogOf({ user_insights: ["reach"] });
    simulator.faults.add({ match: { template: "/{ig-user}/insights", nth: 7 + 4 }, answer: "null-item" });
    const first = await run(simulator, { settings, catalog });
    expect(first.exitCode).toBe(4);
    simulator.faults.clear();
    const second = await run(simulator, {
      settings: { ...settings, insights_lookback_days: 0 },
      catalog,
      state: first.finalState(),
    });
    expect(second.exitCode).toBe(0);
    const dates = [...first.records("user_insights"), ...second.records("user_insights")].map(
      ({ date }) => date,
    );
    const clean = (await run(simulator, { settings, catalog }))
      .records("user_insights")
      .map(({ date }) => date);
    expect(first.records("user_insights").length).toBeGreaterThan(0);
    expect(second.records("user_insights").length).toBeLessThan(clean.length);
    expect(dates).toEqual(clean);
  });
});

test("a quota that is gone ends the sync with 5, and a later run completes the set", async () => {
  let at = now;
  const simulator = await simulated({ world, now: () => at, quota: { callsPerDay: 70 } });
  const options = {
    settings: { max_wait_minutes: 0 },
    catalog: catalogOf({ media: "all", media_insights: "all", user_insights: ["reach"] }),
  };
  const first = await run(simulator, { ...options, now: () => at });
  expect(first.exitCode).toBe(5);
  expect(first.log).toMatch(/The quota is used up\. The next run goes on with .*/);
  at += 25 * hourMs;
  simulator.clearRequests();
  const second = await run(simulator, { ...options, now: () => at, state: first.finalState() });
  const ids = (stream: string) =>
    new Set([first, second].flatMap(({ records }) => records(stream).map(({ id }) => id)));
  expect(ids("media").size).toBe(60);
  expect(first.finalState()).toHaveProperty("bookmarks");
});

test("a stop in the middle writes STATE, exits 0, and the next run completes the set", async () => {
  const simulator = await simulated({ world: { accounts: [{ posts: 0, followers: 5000 }] } });
  const catalog = catalogOf({ user_insights: ["reach"] });
  let records = 0;
  const first = await run(simulator, {
    catalog,
    settings: { concurrency: 1 },
    reachesBack: "two years",
    onStdout: (chunk, host) => {
      records += chunk.split('"type":"RECORD"').length - 1;
      if (records > 80) host.send("SIGTERM");
    },
  });
  expect(first.exitCode).toBe(0);
  const second = await run(simulator, {
    catalog,
    state: first.finalState(),
    settings: { insights_lookback_days: 0 },
    reachesBack: "two years",
  });
  const days = [...first.records("user_insights"), ...second.records("user_insights")].map(
    ({ date }) => date,
  );
  expect(first.records("user_insights").length).toBeLessThan(729);
  expect(new Set(days).size).toBe(729);
});

test("a stop while the token is looked up ends the sync at once, with STATE and 0", async () => {
  const simulator = await simulated({ world });
  simulator.faults.add({ match: { template: "/debug_token" }, answer: "hang" });
  const { appId, appSecret } = simulator.tokens;
  const { exitCode, messages, finalState } = await run(simulator, {
    settings: { app_id: appId, app_secret: appSecret, request_timeout_seconds: 3600 },
    onStdout: (_, host) => host.send("SIGTERM"),
  });
  expect(exitCode).toBe(0);
  expect(messages.filter(({ type }) => type === "RECORD")).toEqual([]);
  expect(finalState()).toHaveProperty("bookmarks");
});

test.each([
  [5, { code: 4 }],
  [4, { code: 2 }],
])(
  "a discovery that fails for now ends with %i, and with the state it was given",
  async (exitCode, answer) => {
    const simulator = await simulated({ world });
    simulator.faults.add({ match: { template: "/me/accounts" }, answer });
    const partition = {
      context: { business_account_id: "17841400000000999" },
      replication_key: "date",
      replication_key_value: "2026-05-01T07:00:00Z",
    };
    const state = { bookmarks: { user_insights: { partitions: [partition] } } };
    const result = await run(simulator, { state, settings: { max_wait_minutes: 0, max_retries: 1 } });
    expect(result.exitCode).toBe(exitCode);
    expect(result.finalState()).toMatchObject(state);
  },
);

test("a trial brings a record of each stream, and claims nothing to be read", async () => {
  const simulator = await simulated({ world });
  const { exitCode, messages, records } = await run(simulator, { args: ["--test"] });
  expect(exitCode).toBe(0);
  expect(messages.some(({ type }) => type === "STATE")).toBe(false);
  for (const stream of ["users", "user_insights", "media", "media_insights"])
    expect(records(stream)).toHaveLength(1);
});

test("with many accounts the states stay smaller than the records they speak for", async () => {
  const simulator = await simulated({
    world: { accounts: Array.from({ length: 25 }, () => ({ posts: 0, followers: 900 })) },
  });
  const { messages } = await run(simulator, { catalog: catalogOf({ user_insights: ["reach"] }) });
  const bytes = (type: string) =>
    messages
      .filter((message) => message.type === type)
      .reduce((sum, message) => sum + JSON.stringify(message).length, 0);
  expect(bytes("STATE")).toBeLessThan(bytes("RECORD"));
});
