import type { SimulatorOptions } from "@tap-instagram/graph-simulator";
import { describe, expect, test } from "vitest";
import { catalogOf, now, run, simulated, type RunOptions } from "../../../test/run.ts";

const world = {
  accounts: [
    { username: "our.shop", posts: 3, stories: 0, login: "both" },
    { username: "our.other.shop", posts: 1, stories: 0 },
  ],
  hashtags: [
    { name: "coffee", recent: 120, top: 70 },
    { name: "bread", recent: 2, top: 1 },
    { name: "milk", recent: 1, top: 0 },
  ],
} as const;
const catalog = catalogOf({ hashtags: "all", hashtag_media: "all" });
const dayMs = 86_400_000;

type World = Pick<SimulatorOptions, "behaviour" | "quota">;

async function started(options: World = {}) {
  const simulator = await simulated({ world, ...options });
  const read = (settings: RunOptions["settings"], more: RunOptions = {}) =>
    run(simulator, { catalog, settings, ...more });
  const asked = (template: string) =>
    simulator.requests().entries.filter((entry) => entry.template === template).length;
  return { simulator, read, asked };
}

describe("hashtags", () => {
  test("have a record each, also a word that Instagram has no hashtag for, which is no failure", async () => {
    const { simulator, read } = await started();
    const { exitCode, records, log } = await read({ hashtags: ["#Coffee", "nothing", "coffee "] });
    expect(exitCode).toBe(0);
    expect(records("hashtags")).toEqual([
      expect.objectContaining({
        hashtag: "coffee",
        id: simulator.world.hashtags[0]?.id,
        unavailable_reason: null,
      }),
      expect.objectContaining({
        hashtag: "nothing",
        id: null,
        unavailable_reason: "unknown word, or one that Instagram does not show",
      }),
    ]);
    expect(log).toContain("There is no hashtag for the word nothing");
  });

  test("have an id for ever: it is looked up once", async () => {
    const { read, asked, simulator } = await started();
    const first = await read({ hashtags: ["coffee", "bread"] });
    expect(asked("/ig_hashtag_search")).toBe(2);
    simulator.clearRequests();
    const second = await read({ hashtags: ["coffee", "bread"] }, { state: first.finalState() });
    expect(asked("/ig_hashtag_search")).toBe(0);
    expect(second.records("hashtags")).toHaveLength(2);
    // Without the state, the API itself says which ids it has for what the account queried.
    simulator.clearRequests();
    await read({ hashtags: ["coffee", "bread"] });
    expect(asked("/ig_hashtag_search")).toBe(0);
  });

  test("alone cost no reading of posts", async () => {
    const { simulator, asked } = await started();
    const settings = { hashtags: ["coffee"] };
    const { records } = await run(simulator, { settings, catalog: catalogOf({ hashtags: "all" }) });
    expect(records("hashtags")).toHaveLength(1);
    expect(asked("/{hashtag}/recent_media")).toBe(0);
  });

  test.each(["search-and-posts", "search"] as const)(
    "keep the budget of the week where %s count, and each word has its turn",
    async (hashtagQueries) => {
      const words = Array.from({ length: 32 }, (_, index) => ({ name: `word${index}`, recent: 1, top: 0 }));
      const simulator = await simulated({
        world: { accounts: world.accounts, hashtags: words },
        behaviour: { hashtagQueries },
      });
      const settings = { hashtags: words.map(({ name }) => name) };
      const { exitCode, records, log, finalState } = await run(simulator, { settings, catalog });
      expect(exitCode).toBe(5);
      expect(records("hashtag_media")).toHaveLength(30);
      expect(log).toContain("Not asked for #word30: the account has queried 30 other hashtags");
      expect(log).toMatch(
        /The next run goes on with hashtags, hashtag_media.*30 different hashtags in 7 days/,
      );
      const tomorrow = await run(simulator, { settings, catalog, state: finalState() });
      expect(tomorrow.records("hashtag_media")).toHaveLength(30);
      expect(simulator.requests().entries.filter(({ status }) => status !== 200)).toEqual([]);
      // When the week is over, those that waited come first.
      simulator.change({ advanceMs: 8 * dayMs });
      const later = () => now + 8 * dayMs;
      const next = await run(simulator, { settings, catalog, state: tomorrow.finalState(), now: later });
      const read = next.records("hashtags").map(({ hashtag }) => hashtag);
      expect(read.slice(0, 2)).toEqual(["word30", "word31"]);
    },
  );

  test("that the API has no place for are told, and the others are read", async () => {
    const { read } = await started({ behaviour: { hashtagBudget: 1 } });
    const { exitCode, records, log } = await read({ hashtags: ["coffee", "bread", "milk"] });
    expect(exitCode).toBe(5);
    expect(records("hashtags").map(({ hashtag }) => hashtag)).toEqual(["coffee"]);
    expect(records("hashtag_media").length).toBe(190);
    expect(log).toContain(
      "hashtags: 3 expected, 1 delivered, 2 missing (2 left because the quota is used up)",
    );
  });

  test("that are used up leave the other streams whole", async () => {
    const { simulator } = await started({ behaviour: { hashtagBudget: 0 } });
    const settings = { hashtags: ["coffee"], accounts: ["our.shop"], rivals: ["our.other.shop"] };
    const all = catalogOf({ hashtags: "all", media: ["id"], rivals: ["username"] });
    const { exitCode, records } = await run(simulator, { settings, catalog: all });
    expect(exitCode).toBe(5);
    expect(records("media")).toHaveLength(3);
    expect(records("rivals")).toHaveLength(1);
  });

  test("stop for the quota of the app, and leave the account's own streams whole", async () => {
    const { simulator } = await started({ quota: { appCallsPerHour: 5 } });
    const settings = { hashtags: ["coffee"], accounts: ["our.shop"], max_wait_minutes: 0 };
    const all = catalogOf({ hashtag_media: "all", media: ["id"] });
    const { exitCode, records } = await run(simulator, { settings, catalog: all });
    expect(exitCode).toBe(5);
    expect(records("media")).toHaveLength(3);
  });

  test("without the feature of the app end with 4, say which feature, and leave the others whole", async () => {
    const { simulator } = await started({ behaviour: { publicContentAccess: false } });
    const all = catalogOf({ hashtags: "all", hashtag_media: "all", media: ["id"] });
    const { exitCode, records, log } = await run(simulator, {
      settings: { hashtags: ["coffee"] },
      catalog: all,
    });
    expect(exitCode).toBe(4);
    expect(records("media")).toHaveLength(4);
    expect(log).toContain("Ask for the feature Instagram Public Content Access in App Review");
    expect(log).not.toContain("WARNING Grant the token");
  });

  test("stay empty with Instagram Login, and without a word", async () => {
    const { simulator, read } = await started();
    const settings = { access_token: simulator.tokens.instagram, api_url: simulator.instagramUrl };
    const instagram = await read({ ...settings, hashtags: ["coffee"] });
    expect(instagram.exitCode).toBe(0);
    expect(instagram.log).toContain("stay empty. Use Facebook Login to read them");
    expect((await read({})).log).toContain("stay empty: the setting hashtags is empty. Add words to it");
  });
});

describe("hashtag_media", () => {
  test.each([
    ["same", "empty-page"],
    ["same", "without-paging"],
    ["moving", "empty-page"],
  ] as const)(
    "has the recent posts and the best ones, once each per list, where cursors are %s and lists end with %s",
    async (hashtagCursors, hashtagEnd) => {
      const { simulator, read } = await started({ behaviour: { hashtagCursors, hashtagEnd } });
      const { exitCode, records } = await read({ hashtags: ["coffee", "bread"] });
      expect(exitCode).toBe(0);
      const posts = records("hashtag_media");
      for (const { id, recent, top } of simulator.world.hashtags.slice(0, 2)) {
        const of = (list: string) =>
          posts
            .filter((post) => post["hashtag_id"] === id && post["list"] === list)
            .map((post) => post["id"]);
        expect(of("recent")).toEqual(recent);
        expect(of("top")).toEqual(top);
      }
      expect(posts[0]).toMatchObject({
        hashtag: "coffee",
        media_type: expect.any(String),
        permalink: expect.stringContaining("https://"),
        timestamp: expect.stringMatching(/Z$/),
      });
    },
  );

  test("reads no more than the setting allows, and says so", async () => {
    const { read, asked } = await started();
    const { exitCode, records, log } = await read({ hashtags: ["coffee"], hashtag_max_posts: 60 });
    expect(exitCode).toBe(0);
    expect(records("hashtag_media")).toHaveLength(120);
    expect(asked("/{hashtag}/recent_media")).toBe(2);
    expect(log).toContain("#coffee: reading stops at 60 recent posts");
  });

  test.each(["omit", "refuse"] as const)(
    "has no time of the best posts where the API says %s",
    async (how) => {
      const { read } = await started({ behaviour: { topMediaTimestamp: how } });
      const { exitCode, records } = await read({ hashtags: ["bread"] });
      expect(exitCode).toBe(0);
      expect(records("hashtag_media").map(({ list, timestamp: at }) => [list, at === null])).toEqual([
        ["recent", false],
        ["recent", false],
        ["top", true],
      ]);
    },
  );

  test("of a hashtag that fails is missing, and the others come", async () => {
    const { simulator, read } = await started();
    const match = { template: "/{hashtag}/recent_media", nth: 1 };
    simulator.faults.add({ match, answer: { code: 100, subcode: 33 } });
    const { exitCode, records, log } = await read({ hashtags: ["coffee", "bread"] });
    expect(exitCode).toBe(4);
    expect(new Set(records("hashtag_media").map(({ hashtag }) => hashtag))).toEqual(new Set(["bread"]));
    expect(records("hashtags")).toHaveLength(2);
    expect(log).toMatch(/hashtag_media: .*: incomplete.*Cannot GET/);
    // The words themselves are found.
    expect(log).toMatch(/^hashtags +2 +2 /m);
  });

  test("has a record in a trial", async () => {
    const { read } = await started();
    const { exitCode, records } = await read({ hashtags: ["coffee"] }, { args: ["--test"] });
    expect(exitCode).toBe(0);
    expect(records("hashtag_media")).not.toEqual([]);
  });
});
