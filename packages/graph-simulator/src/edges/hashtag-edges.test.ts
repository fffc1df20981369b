import { describe, expect, onTestFinished, test } from "vitest";
import { startSimulator, type SimulatorOptions } from "../index.ts";

const now = Date.UTC(2026, 8, 21, 19);
const hashtags = [
  { name: "coffee", recent: 120, top: 70 },
  { name: "bread", recent: 2, top: 1 },
  { name: "milk" },
];

async function started(behaviour: SimulatorOptions["behaviour"] = {}) {
  const simulator = await startSimulator({
    now: () => now,
    behaviour,
    world: { accounts: [{ username: "shop", login: "both", posts: 1 }], hashtags },
  });
  onTestFinished(() => simulator.close());
  const [account] = simulator.world.accounts;
  const userId = account?.id ?? "";
  const ask = async (path: string, host: "facebook" | "instagram" = "facebook") => {
    const [base, token] =
      host === "facebook"
        ? [simulator.url, simulator.tokens.user]
        : [simulator.instagramUrl, simulator.tokens.instagram];
    const response = await fetch(`${base}/v25.0/${path}`, { headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const idOf = (name: string) => simulator.world.hashtags.find((one) => one.name === name)?.id ?? "";
  return { simulator, ask, userId, idOf };
}

describe("hashtags", () => {
  test("are found by their word, on the quota of the app", async () => {
    const { ask, userId, idOf } = await started();
    const { body, headers } = await ask(`ig_hashtag_search?user_id=${userId}&q=coffee`);
    expect(body).toEqual({ data: [{ id: idOf("coffee") }] });
    expect(headers.get("x-app-usage")).not.toBeNull();
    expect((await ask(`${idOf("coffee")}?fields=id,name`)).body).toEqual({
      id: idOf("coffee"),
      name: "coffee",
    });
  });

  test.each([
    ["a word without one", "ig_hashtag_search?user_id=USER&q=nothing", { code: 24, error_subcode: 2207024 }],
    ["a word with #", "ig_hashtag_search?user_id=USER&q=%23coffee", { code: 24, error_subcode: 2207024 }],
    ["no account", "ig_hashtag_search?q=coffee", { code: 100 }],
    [
      "the account of somebody else",
      "ig_hashtag_search?user_id=178&q=coffee",
      { code: 100, error_subcode: 33 },
    ],
    ["the name of who published", "TAG/recent_media?user_id=USER&fields=username", { code: 100 }],
  ])("refuse %s", async (_, path, error) => {
    const { ask, userId, idOf } = await started();
    const { status, body } = await ask(path.replace("USER", userId).replace("TAG", idOf("coffee")));
    expect(status).toBe(400);
    expect(body.error).toMatchObject(error);
  });

  test("are refused as a whole without the feature, and by the other host", async () => {
    const { ask, userId } = await started({ publicContentAccess: false });
    expect((await ask(`ig_hashtag_search?user_id=${userId}&q=coffee`)).body.error.code).toBe(10);
    const other = await ask(`ig_hashtag_search?user_id=${userId}&q=coffee`, "instagram");
    expect(other.body.error.message).toBe("Unsupported request - method type: get");
  });

  test.each(["same", "moving"] as const)(
    "give all posts, 50 a page, with the %s cursor",
    async (hashtagCursors) => {
      for (const hashtagEnd of ["empty-page", "without-paging"] as const) {
        const { ask, userId, idOf, simulator } = await started({ hashtagCursors, hashtagEnd });
        const seen: string[] = [];
        const cursors: string[] = [];
        let after = "";
        for (let pages = 0; pages < 9; pages += 1) {
          const { body } = await ask(
            `${idOf("coffee")}/recent_media?user_id=${userId}&limit=60&fields=id,timestamp${after}`,
          );
          expect(body.data.length).toBeLessThanOrEqual(50);
          seen.push(...body.data.map(({ id }: { id: string }) => id));
          const cursor = body.paging?.cursors.after;
          if (cursor === undefined) break;
          cursors.push(cursor);
          after = `&after=${cursor}`;
        }
        expect(seen).toEqual(simulator.world.hashtags[0]?.recent);
        expect(new Set(cursors).size).toBe(hashtagCursors === "same" ? 1 : cursors.length);
      }
    },
  );

  test("cost a place of the budget for seven days, asked once or often", async () => {
    const { ask, userId, idOf, simulator } = await started({ hashtagBudget: 2 });
    const search = (word: string) => ask(`ig_hashtag_search?user_id=${userId}&q=${word}`);
    expect((await search("coffee")).status).toBe(200);
    simulator.change({ advanceMs: 86_400_000 });
    expect((await search("bread")).status).toBe(200);
    expect((await search("coffee")).status).toBe(200);
    expect((await search("milk")).body.error).toMatchObject({ code: 18, error_subcode: 2207034 });
    const searched = await ask(`${userId}/recently_searched_hashtags?limit=30`);
    expect(searched.body.data).toEqual([{ id: idOf("bread") }, { id: idOf("coffee") }]);
    simulator.change({ advanceMs: 6 * 86_400_000 });
    expect((await search("milk")).status).toBe(200);
  });
});
